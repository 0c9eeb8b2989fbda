import type { AssertionResult } from "./assertion.ts";
import type { CheckPolicy } from "./policy.ts";
import type { RunStatus } from "./status.ts";
import type { StrategyResult } from "./strategy.ts";

/** The status of one run, and the reason in a code for filters and a sentence for people. */
export interface Verdict {
  readonly status: RunStatus;
  /** Null when healthy. */
  readonly code: string | null;
  readonly message: string;
}

/**
 * Judges one run by what the strategy says, the assertions and the limits of latency: the worst of them counts.
 * What could not be told makes the run inconclusive, unless something certain is as bad as it might have been.
 */
export function judgeRun(
  result: StrategyResult,
  assertions: readonly AssertionResult[],
  limits: Pick<CheckPolicy, "degradedAfterMs" | "unhealthyAfterMs">,
): Verdict {
  if (result.outcome === "inconclusive") {
    return { status: "inconclusive", code: result.code, message: result.reason };
  }
  const findings = [...byStrategy(result), ...assertions.flatMap(byAssertion), ...byLatency(result.latencyMs, limits)];
  // The sort is stable: of equally bad findings the first is told.
  return findings.toSorted((a, b) => b.weight - a.weight)[0]?.verdict ?? HEALTHY;
}

const HEALTHY: Verdict = { status: "healthy", code: null, message: "" };
const WEIGHT = { degraded: 2, unhealthy: 4 } as const;

interface Finding {
  readonly weight: number;
  readonly verdict: Verdict;
}

const finding = (status: "degraded" | "unhealthy", code: string, message: string): Finding => ({
  weight: WEIGHT[status],
  verdict: { status, code, message },
});

const byStrategy = (result: Exclude<StrategyResult, { outcome: "inconclusive" }>): Finding[] =>
  result.outcome === "completed" ? [] : [finding(result.severity ?? "unhealthy", result.code, result.reason)];

function byAssertion({ assertion, passed, message }: AssertionResult): Finding[] {
  if (passed === true) return [];
  if (passed === false) return [finding(assertion.severity, "ASSERTION_FAILED", message)];
  const verdict: Verdict = { status: "inconclusive", code: "ASSERTION_INCONCLUSIVE", message };
  return [{ weight: WEIGHT[assertion.severity] - 1, verdict }];
}

function byLatency(
  latencyMs: number | undefined,
  { degradedAfterMs, unhealthyAfterMs }: Pick<CheckPolicy, "degradedAfterMs" | "unhealthyAfterMs">,
): Finding[] {
  const slow = (status: "degraded" | "unhealthy", limit: number | null): Finding[] =>
    limit !== null && latencyMs !== undefined && latencyMs > limit
      ? [finding(status, "TOO_SLOW", `took ${Math.round(latencyMs)} ms, more than ${limit} ms`)]
      : [];
  return [...slow("unhealthy", unhealthyAfterMs), ...slow("degraded", degradedAfterMs)];
}
