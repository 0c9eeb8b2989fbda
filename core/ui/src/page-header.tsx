import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export interface PageHeaderProps {
  title: ReactNode;
  /** Beside the title: a status badge. */
  aside?: ReactNode;
  description?: ReactNode;
  /** Above the title, for pages without the shell's top bar. */
  breadcrumbs?: ReactNode;
  actions?: ReactNode;
  className?: string;
}

/** The top of a page, with its only first-level heading. */
export const PageHeader = ({ title, aside, description, breadcrumbs, actions, className }: PageHeaderProps) => (
  <header className={cn("mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-3", className)}>
    <div className="min-w-0 flex-1 basis-64">
      {breadcrumbs}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h1 className="min-w-0 text-xl font-semibold tracking-tight wrap-anywhere text-text">{title}</h1>
        {aside}
      </div>
      {description && <p className="mt-0.5 max-w-prose text-sm text-pretty text-text-muted">{description}</p>}
    </div>
    {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
  </header>
);
