import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn.ts";
import { useField } from "./field.tsx";

export interface InputProps extends ComponentProps<"input"> {
  /** Inside, before the text: an icon. */
  before?: ReactNode;
  /** Inside, after the text: a unit, a button. */
  after?: ReactNode;
}

export function Input({ before, after, className, ...rest }: InputProps) {
  const field = useField();
  const input = (
    <input
      {...field}
      className={cn(controlLook, "h-8 px-2.5", before && "pl-8", after && "pr-9", className)}
      {...rest}
    />
  );
  if (!before && !after) return input;
  return (
    <span className="relative block">
      {before && (
        <span className="pointer-events-none absolute inset-y-0 left-2.5 flex items-center text-text-muted [&_svg]:size-4">
          {before}
        </span>
      )}
      {input}
      {after && <span className="absolute inset-y-0 right-1 flex items-center text-xs text-text-muted">{after}</span>}
    </span>
  );
}

export const Textarea = ({ className, ...rest }: ComponentProps<"textarea">) => (
  <textarea {...useField()} className={cn(controlLook, "min-h-20 px-2.5 py-1.5", className)} {...rest} />
);

/** The box that everything one can type into shares. 16 px on phones, where smaller text makes the browser zoom. */
export const controlLook = cn(
  "w-full min-w-0 rounded-md border border-control-line bg-surface text-sm text-text shadow-lift max-sm:text-[1rem]",
  "placeholder:text-text-muted placeholder:opacity-80 pointer-coarse:min-h-10",
  "hover:border-text-muted focus-visible:border-accent focus-visible:outline-2 focus-visible:-outline-offset-1",
  "disabled:bg-sunken disabled:opacity-60 aria-invalid:border-unhealthy",
);
