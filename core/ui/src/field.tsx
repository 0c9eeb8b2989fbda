import { createContext, useContext, useId, useMemo, type ComponentProps, type ReactNode } from "react";
import { CircleAlert } from "lucide-react";
import { cn } from "./cn.ts";

export interface FieldProps {
  label: ReactNode;
  hint?: ReactNode;
  /** What is wrong, as a sentence. */
  error?: string | undefined;
  required?: boolean;
  /** The label is there only for those who listen: where the place says it to everybody else. */
  hideLabel?: boolean;
  /** Beside the label: a link, a counter. */
  aside?: ReactNode;
  className?: string;
  /** One control of this package; it takes its id and its description from here. */
  children: ReactNode;
}

/** A control with label, hint and error, tied together for those who listen. */
export function Field({
  label,
  hint,
  error,
  required = false,
  hideLabel = false,
  aside,
  className,
  children,
}: FieldProps) {
  const id = useId();
  const wiring = useMemo<FieldWiring>(
    () => ({
      id,
      labelId: `${id}-label`,
      "aria-describedby": [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].join(" ").trim() || undefined,
      "aria-invalid": error ? true : undefined,
      "aria-required": required || undefined,
    }),
    [id, hint, error, required],
  );
  return (
    <FieldContext value={wiring}>
      <div className={cn("flex min-w-0 flex-col gap-1.5", className)}>
        <div className={hideLabel ? "sr-only" : "flex items-baseline justify-between gap-2"}>
          <Label htmlFor={id} id={wiring.labelId}>
            {label}
            {required && (
              <span aria-hidden className="ml-0.5 text-unhealthy-text">
                *
              </span>
            )}
          </Label>
          {aside}
        </div>
        {children}
        {hint && (
          <p id={`${id}-hint`} className="text-xs text-text-muted">
            {hint}
          </p>
        )}
        {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      </div>
    </FieldContext>
  );
}

export const FieldError = ({ id, children }: { id?: string; children: ReactNode }) => (
  <p id={id} role="alert" className="flex items-start gap-1 text-xs text-unhealthy-text">
    <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
    {children}
  </p>
);

export const Label = ({ className, ...rest }: ComponentProps<"label">) => (
  // Whoever uses the label gives it its control through `htmlFor`.
  // oxlint-disable-next-line jsx-a11y/label-has-associated-control
  <label className={cn("text-sm font-medium text-text", className)} {...rest} />
);

/** What a control inside a `Field` puts on itself; nothing outside of one. */
export const useField = (): Partial<ControlWiring> => {
  const wiring = useContext(FieldContext);
  if (!wiring) return {};
  const { labelId: _, ...control } = wiring;
  return control;
};

/** For controls that are no form elements, which a label cannot name by `htmlFor`. */
export const useFieldLabel = (): string | undefined => useContext(FieldContext)?.labelId;

interface ControlWiring {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
  "aria-required": true | undefined;
}

interface FieldWiring extends ControlWiring {
  labelId: string;
}

const FieldContext = createContext<FieldWiring | undefined>(undefined);
