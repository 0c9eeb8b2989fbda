import { ErrorState } from "@checkstack/ui";
import { CircleX } from "lucide-react";
import { refusalReasons } from "./refusal-reasons.ts";

export interface PackageRefusalProps {
  error: unknown;
  title: string;
  /** What to do, instead of what the error suggests. */
  hint?: string;
  onRetry?(): void;
}

/** Why a package was refused: a sentence for each rule that it breaks, or what else went wrong. */
export function PackageRefusal({ error, title, ...rest }: PackageRefusalProps) {
  const reasons = refusalReasons(error);
  if (reasons.length === 0) return <ErrorState error={error} title={title} {...rest} />;
  return (
    <div role="alert" className="rounded-lg border border-unhealthy/40 bg-unhealthy-soft px-4 py-3 text-sm">
      <p className="font-medium text-text">{title}</p>
      <ul className="mt-1.5 flex flex-col gap-1">
        {reasons.map((reason) => (
          <li key={reason} className="flex items-start gap-2 text-text">
            <CircleX aria-hidden className="mt-0.5 size-4 shrink-0 text-unhealthy-text" />
            <span className="min-w-0 wrap-anywhere">{reason}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
