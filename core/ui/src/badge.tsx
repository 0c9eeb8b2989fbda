import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn.ts";

export interface BadgeProps extends ComponentProps<"span">, VariantProps<typeof tones> {}

/** A word about a thing: a kind, a version, a count. For a status, use `StatusBadge`. */
export const Badge = ({ tone, className, ...rest }: BadgeProps) => (
  <span className={cn(tones({ tone }), className)} {...rest} />
);

const tones = cva(
  "inline-flex h-5 items-center gap-1 rounded-sm px-1.5 text-xs font-medium whitespace-nowrap [&_svg]:size-3",
  {
    variants: {
      tone: {
        neutral: "bg-sunken text-text-muted",
        outline: "border border-line-strong text-text-muted",
        accent: "bg-accent-soft text-accent-text",
        healthy: "bg-healthy-soft text-healthy-text",
        degraded: "bg-degraded-soft text-degraded-text",
        unhealthy: "bg-unhealthy-soft text-unhealthy-text",
        maintenance: "bg-maintenance-soft text-maintenance-text",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);
