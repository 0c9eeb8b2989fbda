import { Check, Minus } from "lucide-react";
import { Checkbox as CheckboxPrimitive, RadioGroup as RadioPrimitive, Switch as SwitchPrimitive } from "radix-ui";
import { useId, type ComponentProps, type ReactNode } from "react";
import { cn } from "./cn.ts";
import { useField, useFieldLabel } from "./field.tsx";
import type { Option } from "./select.tsx";

type Checked = boolean | "indeterminate";

export interface CheckboxProps extends Omit<ComponentProps<typeof CheckboxPrimitive.Root>, "onChange" | "children"> {
  checked: Checked;
  onCheckedChange(checked: Checked): void;
  /** Stands beside it and can be clicked. Without one, give `aria-label`. */
  label?: ReactNode;
  hint?: ReactNode;
}

export function Checkbox({ label, hint, className, ...rest }: CheckboxProps) {
  const field = useField();
  const ownId = useId();
  const id = rest.id ?? (label ? ownId : (field.id ?? ownId));
  const box = (
    <CheckboxPrimitive.Root {...field} {...rest} id={id} className={cn(boxLook, "rounded-sm", className)}>
      <CheckboxPrimitive.Indicator className="flex items-center justify-center text-on-accent">
        {rest.checked === "indeterminate" ? (
          <Minus aria-hidden className="size-3.5" strokeWidth={3} />
        ) : (
          <Check aria-hidden className="size-3.5" strokeWidth={3} />
        )}
      </CheckboxPrimitive.Indicator>
    </CheckboxPrimitive.Root>
  );
  return label ? (
    <Beside id={id} label={label} hint={hint}>
      {box}
    </Beside>
  ) : (
    box
  );
}

export interface SwitchProps extends Omit<ComponentProps<typeof SwitchPrimitive.Root>, "onChange" | "children"> {
  checked: boolean;
  onCheckedChange(checked: boolean): void;
  /** Stands beside it and can be clicked. Without one, give `aria-label`. */
  label?: ReactNode;
  hint?: ReactNode;
}

/** On or off, at once. For what a form saves later, a checkbox is the more honest choice. */
export function Switch({ label, hint, className, ...rest }: SwitchProps) {
  const field = useField();
  const ownId = useId();
  const id = rest.id ?? (label ? ownId : (field.id ?? ownId));
  const control = (
    <SwitchPrimitive.Root
      {...field}
      {...rest}
      id={id}
      className={cn(
        "relative inline-flex h-5 w-9 shrink-0 items-center rounded-full border border-control-line bg-sunken transition-colors duration-100",
        "data-[state=checked]:border-accent data-[state=checked]:bg-accent disabled:opacity-50",
        className,
      )}
    >
      <SwitchPrimitive.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-control-line transition-transform duration-100 data-[state=checked]:translate-x-4.5 data-[state=checked]:bg-on-accent" />
    </SwitchPrimitive.Root>
  );
  return label ? (
    <Beside id={id} label={label} hint={hint}>
      {control}
    </Beside>
  ) : (
    control
  );
}

export interface RadioGroupProps<Value extends string> {
  value: Value | undefined;
  onValueChange(value: Value): void;
  options: readonly Option<Value>[];
  /** Its name, where no `Field` gives one. */
  label?: string;
  className?: string;
}

export function RadioGroup<Value extends string>({
  value,
  onValueChange,
  options,
  label,
  className,
}: RadioGroupProps<Value>) {
  const { id: _, ...field } = useField();
  const labelledBy = useFieldLabel();
  const prefix = useId();
  const choose = (chosen: string) => {
    const option = options.find((candidate) => candidate.value === chosen);
    if (option) onValueChange(option.value);
  };
  return (
    <RadioPrimitive.Root
      {...field}
      value={value ?? null}
      onValueChange={choose}
      aria-label={label}
      aria-labelledby={label ? undefined : labelledBy}
      className={cn("flex flex-col gap-2", className)}
    >
      {options.map((option) => (
        <Beside key={option.value} id={`${prefix}-${option.value}`} label={option.label} hint={option.description}>
          <RadioPrimitive.Item
            id={`${prefix}-${option.value}`}
            value={option.value}
            disabled={option.disabled ?? false}
            className={cn(boxLook, "rounded-full")}
          >
            <RadioPrimitive.Indicator className="block size-1.5 rounded-full bg-on-accent" />
          </RadioPrimitive.Item>
        </Beside>
      ))}
    </RadioPrimitive.Root>
  );
}

interface BesideProps {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  children: ReactNode;
}

const Beside = ({ id, label, hint, children }: BesideProps) => (
  <div className="flex items-start gap-2">
    <span className="flex h-5 items-center">{children}</span>
    <label htmlFor={id} className="min-w-0 text-sm text-text">
      {label}
      {hint && <span className="block text-xs text-text-muted">{hint}</span>}
    </label>
  </div>
);

const boxLook = cn(
  "relative inline-flex size-4 shrink-0 items-center justify-center border border-control-line bg-surface shadow-lift",
  // A larger area for fingers, without a larger box.
  "after:absolute after:-inset-1 pointer-coarse:after:-inset-3",
  "data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent",
  "aria-invalid:border-unhealthy disabled:opacity-50",
);
