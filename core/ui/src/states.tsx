import { CircleAlert } from "lucide-react";
import type { ComponentType, ReactNode } from "react";
import { Button } from "./button.tsx";
import { cn } from "./cn.ts";
import { describeError } from "./describe-error.ts";

export interface EmptyStateProps {
  icon?: ComponentType<{ className?: string; "aria-hidden"?: boolean }>;
  /** What is not there yet: `No systems yet`. */
  title: string;
  /** What to do next. */
  description?: ReactNode;
  action?: ReactNode;
  className?: string;
}

export const EmptyState = ({ icon: Icon, title, description, action, className }: EmptyStateProps) => (
  <div className={cn("flex flex-col items-center gap-1 px-6 py-12 text-center", className)}>
    {Icon && (
      <span className="mb-3 flex size-10 items-center justify-center rounded-lg border border-line bg-sunken text-text-muted">
        <Icon aria-hidden className="size-5" />
      </span>
    )}
    <p className="text-base font-semibold text-text">{title}</p>
    {description && <p className="max-w-md text-sm text-balance text-text-muted">{description}</p>}
    {action && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
  </div>
);

export interface ErrorStateProps {
  error: unknown;
  /** What did not work: `The checks could not be loaded`. */
  title?: string;
  /** What to do, instead of what the error suggests. */
  hint?: ReactNode;
  onRetry?(): void;
  className?: string;
}

/** Says what happened and what to do. */
export function ErrorState({ error, title, hint, onRetry, className }: ErrorStateProps) {
  const described = describeError(error);
  return (
    <div
      role="alert"
      className={cn(
        "flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg border border-unhealthy/40 bg-unhealthy-soft px-4 py-3",
        className,
      )}
    >
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-unhealthy-text" />
      <div className="min-w-48 flex-1 text-sm">
        <p className="font-medium text-text">{title ?? described.message}</p>
        {title && <p className="wrap-anywhere text-text">{described.message}</p>}
        <p className="text-text-muted">{hint ?? described.hint}</p>
      </div>
      {onRetry && (
        <Button size="sm" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}

/** The shape of what is still loading. */
export const Skeleton = ({ className }: { className?: string }) => (
  <div aria-hidden className={cn("h-4 animate-shimmer rounded-sm bg-line", className)} />
);

/** Several rows of what is still loading, announced once. */
export const SkeletonRows = ({ rows = 5, className }: { rows?: number; className?: string }) => (
  <div role="status" aria-label="Loading" className={cn("flex flex-col gap-3 p-4", className)}>
    {Array.from({ length: rows }, (_, row) => (
      <div key={row} className="flex items-center gap-3">
        <Skeleton className="size-4 rounded-full" />
        <Skeleton className={WIDTHS[row % WIDTHS.length]} />
        <Skeleton className="ml-auto w-16" />
      </div>
    ))}
  </div>
);

const WIDTHS = ["w-2/5", "w-1/4", "w-1/3", "w-1/2"];
