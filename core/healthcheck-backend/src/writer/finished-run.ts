import type { AssertionResult, CheckStatus, CheckPolicy, Run } from "@checkstack/healthcheck-common";

/** A run that is over, with what the writer needs to know of its check, so that it reads none. */
export interface FinishedRun {
  readonly run: Run;
  readonly systemId: string;
  readonly policy: CheckPolicy;
  /** Kept of this run, and of the healthy one before it; empty for most healthy runs. */
  readonly details: readonly RunDetails[];
}

/** What was found in one run, bounded. */
export interface RunDetails {
  readonly run: Pick<Run, "checkId" | "scheduledAt" | "source" | "slot">;
  readonly fields: Record<string, unknown> | null;
  readonly assertions: readonly AssertionResult[];
  readonly evidence: Record<string, unknown> | null;
}

/** What people should be told of a check. */
export interface CheckAnnouncement {
  readonly checkId: string;
  readonly systemId: string;
  readonly type: "problem" | "recovery" | "flapping";
  readonly status: CheckStatus;
  readonly since: Date;
  readonly message: string;
}

/** A check changed its status. `at` is when the first run was due that showed it. */
export interface StatusChange {
  readonly checkId: string;
  readonly systemId: string;
  readonly from: CheckStatus;
  readonly to: CheckStatus;
  readonly message: string;
  readonly at: Date;
}
