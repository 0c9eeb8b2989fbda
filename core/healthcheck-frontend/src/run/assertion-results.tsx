import type { AssertionResult } from "@checkstack/healthcheck-common";
import { Badge } from "@checkstack/ui";
import { Check, CircleHelp, X } from "lucide-react";

/** What became of each assertion: what was expected, and what was there. */
export const AssertionResults = ({ results }: { results: readonly AssertionResult[] }) => (
  <ul className="divide-y divide-line rounded-md border border-line">
    {results.map((result, index) => (
      // Two assertions may be the same in everything.
      // oxlint-disable-next-line react/no-array-index-key
      <li key={index} className="flex items-start gap-2.5 px-3 py-2 text-sm">
        <Outcome passed={result.passed} />
        <div className="min-w-0 flex-1">
          <p className="wrap-anywhere text-text">{result.message}</p>
          {result.actual !== undefined && result.passed !== true && (
            <p className="mt-0.5 line-clamp-3 font-mono text-xs wrap-anywhere text-text-muted">
              actual: {result.actual}
            </p>
          )}
        </div>
        {result.passed !== true && result.assertion.severity === "degraded" && <Badge tone="degraded">degraded</Badge>}
      </li>
    ))}
  </ul>
);

function Outcome({ passed }: Pick<AssertionResult, "passed">) {
  if (passed === true)
    return <Check role="img" aria-label="Passed" className="mt-0.5 size-4 shrink-0 text-healthy-text" />;
  if (passed === false)
    return <X role="img" aria-label="Failed" className="mt-0.5 size-4 shrink-0 text-unhealthy-text" />;
  return <CircleHelp role="img" aria-label="Could not be told" className="mt-0.5 size-4 shrink-0 text-text-muted" />;
}
