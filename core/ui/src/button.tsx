import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import { Slot } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn.ts";
import { Tooltip } from "./tooltip.tsx";

export interface ButtonProps extends ComponentProps<"button">, VariantProps<typeof looks> {
  /** Takes no further click and says that it works. */
  pending?: boolean;
  /** Draws its only child, a link usually, as a button. */
  asChild?: boolean;
}

export function Button({ look, size, pending, asChild, className, disabled, children, ...rest }: ButtonProps) {
  const classes = cn(looks({ look, size }), className);
  if (asChild) {
    return (
      <Slot.Root className={classes} {...rest}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button type="button" className={classes} disabled={disabled || pending} aria-busy={pending || undefined} {...rest}>
      {pending && <LoaderCircle aria-hidden className="animate-spin" />}
      {children}
    </button>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, "aria-label" | "children"> {
  /** What it does: its name for those who listen, and its tooltip. */
  label: string;
  children: ReactNode;
}

/** A button that is only an icon. */
export function IconButton({ label, look = "ghost", size = "md", className, ...rest }: IconButtonProps) {
  return (
    <Tooltip content={label}>
      <Button aria-label={label} look={look} size={size} className={cn(iconSizes({ size }), className)} {...rest} />
    </Tooltip>
  );
}

const looks = cva(
  [
    "inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap select-none",
    "transition-colors duration-100 disabled:opacity-55 aria-disabled:opacity-55",
    "[&_svg]:size-4 [&_svg]:shrink-0 pointer-coarse:min-h-10",
  ],
  {
    variants: {
      look: {
        primary:
          "border-transparent bg-accent text-on-accent shadow-lift enabled:hover:bg-accent-hover [a]:hover:bg-accent-hover",
        secondary: "border-line-strong bg-surface text-text shadow-lift enabled:hover:bg-hover [a]:hover:bg-hover",
        ghost:
          "border-transparent text-text-muted enabled:hover:bg-hover enabled:hover:text-text data-[state=open]:bg-hover [a]:hover:bg-hover [a]:hover:text-text",
        danger: "border-transparent bg-danger text-on-accent shadow-lift enabled:hover:bg-danger-hover",
        link: "border-transparent text-accent-text underline-offset-4 hover:underline",
      },
      size: { sm: "h-7 px-2.5 text-xs", md: "h-8 px-3 text-sm", lg: "h-10 px-4 text-base" },
    },
    compoundVariants: [{ look: "link", class: "h-auto px-0" }],
    defaultVariants: { look: "secondary", size: "md" },
  },
);

const iconSizes = cva("px-0", {
  variants: {
    size: {
      sm: "w-7 pointer-coarse:min-w-10",
      md: "w-8 pointer-coarse:min-w-10",
      lg: "w-10",
    },
  },
});
