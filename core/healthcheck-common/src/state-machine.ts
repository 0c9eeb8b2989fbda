import * as z from "zod";
import type { CheckPolicy } from "./policy.ts";
import type { RunStatus } from "./status.ts";

const settledSchema = z.enum(["healthy", "degraded", "unhealthy"]);
type Settled = z.infer<typeof settledSchema>;

/** How many runs in a row said so, and when the first of them was due. */
const streakSchema = z.object({ count: z.int(), since: z.number() });
type Streak = z.infer<typeof streakSchema>;

/** All that is remembered of a check between two runs; plain data, to be stored as it is. */
export const checkStateSchema = z.object({
  /** Confirmed by as many runs as the policy asks for. */
  status: z.enum([...settledSchema.options, "unknown", "paused"]),
  /** When the last run that counted was due, in milliseconds since the epoch. */
  lastAt: z.number().nullable(),
  streaks: z.object({
    healthy: streakSchema,
    notHealthy: streakSchema,
    notUnhealthy: streakSchema,
    unhealthy: streakSchema,
  }),
  /** Runs with a verdict so far, and which of them changed the status: what flapping is told by. */
  runs: z.int(),
  changedAtRun: z.array(z.int()),
  flapping: z.boolean(),
  /** What people were told last. */
  announced: z.enum([...settledSchema.options, "flapping"]),
});
export type CheckState = z.infer<typeof checkStateSchema>;

/** A run as the state machine sees it: when it was due, and what it found (`judgeRun`). */
export interface JudgedRun {
  readonly at: number;
  readonly status: RunStatus;
}

export interface Transition {
  readonly from: CheckState["status"];
  readonly to: CheckState["status"];
  /** When the first of the runs that confirmed it was due: the outage is as old as that. */
  readonly since: number;
}

/** What people must be told now. */
export type Announcement =
  | { readonly type: "problem"; readonly status: "degraded" | "unhealthy"; readonly since: number }
  | { readonly type: "recovery"; readonly status: "healthy"; readonly since: number }
  | { readonly type: "flapping"; readonly status: Settled; readonly since: number };

export interface NextState {
  readonly state: CheckState;
  readonly transition?: Transition;
  readonly announcement?: Announcement;
}

/**
 * What a check becomes by one more run. An inconclusive run changes no status and breaks no streak; a run that is not
 * newer than the last one, or that arrives while the check is paused, changes nothing at all.
 */
export function nextState(state: CheckState, run: JudgedRun, policy: CheckPolicy): NextState {
  if (state.status === "paused" || (state.lastAt !== null && run.at <= state.lastAt)) return { state };
  if (run.status === "inconclusive") return { state: { ...state, lastAt: run.at } };

  const streaks = extend(state.streaks, run.status, run.at);
  const status = settle(state.status, streaks, policy);
  const runs = state.runs + 1;
  const changed = status !== state.status;
  const { changedAtRun, flapping } = countChanges(
    state,
    { runs, changed: changed && state.status !== "unknown" },
    policy,
  );
  const since = changed ? beginning(state.status, status, streaks) : run.at;
  const announcement = announce({ status, flapping, since }, state.announced);
  const announced = announcement ? toldBy(announcement) : state.announced;
  return {
    state: { status, lastAt: run.at, streaks, runs, changedAtRun, flapping, announced },
    ...(changed && { transition: { from: state.status, to: status, since } }),
    ...(announcement && { announcement }),
  };
}

const NONE: Streak = { count: 0, since: 0 };

export const initialState: CheckState = {
  status: "unknown",
  lastAt: null,
  streaks: { healthy: NONE, notHealthy: NONE, notUnhealthy: NONE, unhealthy: NONE },
  runs: 0,
  changedAtRun: [],
  flapping: false,
  announced: "healthy",
};

/** The check stops. What was announced is remembered, so that its recovery is told after the check goes on. */
export const pause = (state: CheckState): CheckState => ({
  ...initialState,
  status: "paused",
  lastAt: state.lastAt,
  announced: state.announced,
});

/** The check goes on, and knows nothing until its next run. */
export const resume = (state: CheckState): CheckState =>
  state.status === "paused" ? { ...state, status: "unknown" } : state;

function extend(streaks: CheckState["streaks"], status: Settled, at: number): CheckState["streaks"] {
  const grow = (streak: Streak, holds: boolean): Streak => {
    if (!holds) return NONE;
    return streak.count === 0 ? { count: 1, since: at } : { count: streak.count + 1, since: streak.since };
  };
  return {
    healthy: grow(streaks.healthy, status === "healthy"),
    notHealthy: grow(streaks.notHealthy, status !== "healthy"),
    notUnhealthy: grow(streaks.notUnhealthy, status !== "unhealthy"),
    unhealthy: grow(streaks.unhealthy, status === "unhealthy"),
  };
}

/**
 * The status moves as far as *all* of the last few runs agree that it should: after one degraded and one unhealthy run,
 * two failures in a row say that it is at least degraded, and no more.
 */
function settle(
  status: Exclude<CheckState["status"], "paused">,
  { healthy, notHealthy, notUnhealthy, unhealthy }: CheckState["streaks"],
  { failuresToAlert, successesToRecover }: CheckPolicy,
): Exclude<CheckState["status"], "paused"> {
  if (unhealthy.count >= failuresToAlert) return "unhealthy";
  if (notHealthy.count >= failuresToAlert && status !== "unhealthy") return "degraded";
  if (healthy.count >= (status === "unknown" ? 1 : successesToRecover)) return "healthy";
  if (notUnhealthy.count >= successesToRecover && status === "unhealthy") return "degraded";
  return status;
}

/** When the streak began by which `to` was reached. */
function beginning(from: CheckState["status"], to: CheckState["status"], streaks: CheckState["streaks"]): number {
  if (to === "healthy" || to === "unhealthy") return streaks[to].since;
  return from === "unhealthy" ? streaks.notUnhealthy.since : streaks.notHealthy.since;
}

/** Flapping begins at the policy's number of changes and ends at half of it, so that it does not itself flap. */
function countChanges(
  state: CheckState,
  { runs, changed }: { runs: number; changed: boolean },
  { flapping: policy }: CheckPolicy,
): Pick<CheckState, "changedAtRun" | "flapping"> {
  if (!policy) return { changedAtRun: [], flapping: false };
  const recent = [...state.changedAtRun, ...(changed ? [runs] : [])].filter((run) => run > runs - policy.windowRuns);
  return {
    changedAtRun: recent,
    flapping: recent.length >= policy.changes || (state.flapping && recent.length > policy.changes / 2),
  };
}

/** What people should know, when it is not what they were told last. */
function announce(
  { status, flapping, since }: { status: CheckState["status"]; flapping: boolean; since: number },
  announced: CheckState["announced"],
): Announcement | undefined {
  if (status === "unknown" || status === "paused") return undefined;
  if (flapping) return announced === "flapping" ? undefined : { type: "flapping", status, since };
  if (status === announced) return undefined;
  return status === "healthy" ? { type: "recovery", status, since } : { type: "problem", status, since };
}

const toldBy = (announcement: Announcement): CheckState["announced"] =>
  announcement.type === "flapping" ? "flapping" : announcement.status;
