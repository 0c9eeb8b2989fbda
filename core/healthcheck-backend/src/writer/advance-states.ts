import { nextState, type CheckState, type CheckStatus } from "@checkstack/healthcheck-common";
import type { CheckAnnouncement, FinishedRun, StatusChange } from "./finished-run.ts";

/** What a row of `check_states` becomes; null leaves a column as it is. */
export interface StateUpdate {
  readonly checkId: string;
  state: CheckState;
  status: CheckStatus | null;
  /** Milliseconds since the epoch. */
  since: number | null;
  message: string | null;
  lastRunAt: number | null;
  lastLatencyMs: number | null;
}

/** Leads the state of each check through its runs, which must be in the order in which they were due. Pure. */
export function advanceStates(
  runs: readonly FinishedRun[],
  states: ReadonlyMap<string, CheckState>,
): { updates: StateUpdate[]; changes: StatusChange[]; announcements: CheckAnnouncement[] } {
  const updates = new Map<string, StateUpdate>();
  const changes: StatusChange[] = [];
  const announcements: CheckAnnouncement[] = [];
  for (const finished of runs) {
    const { run } = finished;
    const known = updates.get(run.checkId) ?? unchanged(run.checkId, states);
    if (!known) continue;
    updates.set(run.checkId, known);
    const { state, transition, announcement } = nextState(
      known.state,
      { at: run.scheduledAt.getTime(), status: run.status },
      finished.policy,
    );
    // An older run corrects the history. What people see stays with the newest.
    if (state === known.state && state.status !== "paused") continue;
    known.state = state;
    known.lastRunAt = run.startedAt.getTime();
    known.lastLatencyMs = run.latencyMs;
    known.message = messageOf(state.status, finished) ?? known.message;
    const about = { checkId: run.checkId, systemId: finished.systemId, message: known.message ?? "" };
    if (announcement) announcements.push({ ...about, ...announcement, since: new Date(announcement.since) });
    if (!transition) continue;
    known.status = transition.to;
    known.since = transition.since;
    changes.push({
      ...about,
      from: transition.from,
      to: transition.to,
      at: new Date(transition.since),
    });
  }
  return { updates: [...updates.values()], changes, announcements };
}

function unchanged(checkId: string, states: ReadonlyMap<string, CheckState>): StateUpdate | undefined {
  const state = states.get(checkId);
  return state && { checkId, state, status: null, since: null, message: null, lastRunAt: null, lastLatencyMs: null };
}

/** Why the check is as it is: a run that succeeds while the status is still bad does not take the reason away. */
function messageOf(status: CheckStatus, { run }: FinishedRun): string | undefined {
  if (status === "paused") return undefined;
  if (run.status === "inconclusive") return run.message;
  if (status === "healthy" || status === "unknown") return "";
  return run.status === "healthy" ? undefined : run.message;
}
