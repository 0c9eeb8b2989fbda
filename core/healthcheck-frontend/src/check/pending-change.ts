import {
  initialState,
  nextState,
  type CheckPolicy,
  type CheckState,
  type CheckStatus,
  type Run,
} from "@checkstack/healthcheck-common";
import { statusLooks } from "@checkstack/ui";

/** The status that a check is on the way to, if its runs go on like the last one. */
export interface PendingChange {
  readonly to: CheckStatus;
  /** How many more runs like the last one it takes. */
  readonly missing: number;
  /** Those that count already. */
  readonly seen: number;
}

type Seen = Pick<Run, "status" | "scheduledAt">;

/** Asks the very rules by which the server decides. `runs` are newest first, as many as are known. */
export function pendingChange(options: {
  status: CheckStatus;
  runs: readonly Seen[];
  policy: CheckPolicy;
}): PendingChange | undefined {
  const { status, runs, policy } = options;
  const last = runs[0];
  const settled = settledOf(status);
  if (!last || !settled || last.status === "inconclusive") return undefined;
  let state: CheckState = { ...stateAfter(runs, policy), status: settled };
  const most = Math.max(policy.failuresToAlert, policy.successesToRecover);
  for (let missing = 1; missing <= most; missing++) {
    const next = nextState(state, { at: last.scheduledAt.getTime() + missing, status: last.status }, policy);
    if (next.transition) {
      const needed = last.status === "healthy" ? policy.successesToRecover : policy.failuresToAlert;
      return { to: next.transition.to, missing, seen: Math.max(needed - missing, 0) };
    }
    state = next.state;
  }
  return undefined;
}

/**
 * What the last run found, where the status does not say it already: it is not confirmed yet, or it could not tell.
 */
export function describeLastRun(options: {
  status: CheckStatus;
  runs: readonly (Seen & Pick<Run, "message">)[];
  policy: CheckPolicy;
}): string | undefined {
  const last = options.runs[0];
  if (!last || options.status === "paused") return undefined;
  const found = `The last run was ${word(last.status)}${last.message === "" ? "." : `: ${endSentence(last.message)}`}`;
  if (last.status === "inconclusive") return `${found} It counts neither for nor against the target.`;
  const pending = pendingChange(options);
  if (!pending) return undefined;
  const more = pending.missing === 1 ? "One more in a row" : `${pending.missing} more in a row`;
  return `${found} ${more} and the check becomes ${word(pending.to)} (${pending.seen} of ${pending.seen + pending.missing}).`;
}

function stateAfter(runs: readonly Seen[], policy: CheckPolicy): CheckState {
  return runs
    .toSorted((a, b) => a.scheduledAt.getTime() - b.scheduledAt.getTime())
    .reduce(
      (state, { scheduledAt, status }) => nextState(state, { at: scheduledAt.getTime(), status }, policy).state,
      initialState,
    );
}

function settledOf(status: CheckStatus): "healthy" | "degraded" | "unhealthy" | "unknown" | undefined {
  switch (status) {
    case "healthy":
    case "degraded":
    case "unhealthy":
    case "unknown":
      return status;
    default:
      return undefined;
  }
}

const word = (status: CheckStatus): string => statusLooks[status].word.toLowerCase();
const endSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
