import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn.ts";

/** A thing with an edge. Not for grouping: headings and space do that. */
export const Card = ({ className, ...rest }: ComponentProps<"section">) => (
  <section className={cn("min-w-0 rounded-lg border border-line bg-surface shadow-lift", className)} {...rest} />
);

export interface CardHeaderProps {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  className?: string;
}

export const CardHeader = ({ title, description, actions, className }: CardHeaderProps) => (
  <header
    className={cn(
      "flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line px-4 py-2.5",
      className,
    )}
  >
    <div className="min-w-0">
      <h2 className="text-sm font-semibold text-text">{title}</h2>
      {description && <p className="text-xs text-text-muted">{description}</p>}
    </div>
    {actions && <div className="flex items-center gap-2">{actions}</div>}
  </header>
);

export const CardBody = ({ className, ...rest }: ComponentProps<"div">) => (
  <div className={cn("p-4", className)} {...rest} />
);
