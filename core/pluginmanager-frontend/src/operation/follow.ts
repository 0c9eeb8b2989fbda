import type { Action, Progress, Step } from "@checkstack/pluginmanager-common";

/** A step of an operation that somebody watches. */
export interface FollowedStep {
  readonly step: Step;
  readonly state: "waiting" | "running" | "succeeded" | "failed";
  /** One sentence, once there is one. */
  readonly detail?: string;
  readonly bytes?: Progress["bytes"];
}

/** The steps that are known before the first word comes from the server. */
export const stepsOf = (action: Action): FollowedStep[] =>
  EXPECTED[action].map((step): FollowedStep => ({ step, state: "waiting" }));

const INSTALL: readonly Step[] = ["fetch", "check", "store", "load"];
const EXPECTED: Readonly<Record<Action, readonly Step[]>> = {
  install: INSTALL,
  upgrade: INSTALL,
  rollback: ["store", "load"],
  enable: ["load"],
  disable: ["remove"],
  uninstall: ["remove"],
};

/** The steps after one more piece of news. Whatever stands before a step that was begun is over, told or not. */
export function follow(steps: readonly FollowedStep[], { step, outcome, detail, bytes }: Progress): FollowedStep[] {
  const known = steps.findIndex((each) => each.step === step);
  // The end is no step to watch: what becomes of the call says it.
  const at = known === -1 ? steps.length : known;
  const told: FollowedStep[] =
    step === "done" ? [] : [{ step, state: STATES[outcome], detail, ...(bytes !== undefined && { bytes }) }];
  return [...steps.slice(0, at).map(overBefore), ...told, ...steps.slice(known === -1 ? at : at + 1)];
}

/** All steps once the call has ended well, or badly: then it was the one that ran. */
export const ended = (steps: readonly FollowedStep[], outcome: "succeeded" | "failed"): FollowedStep[] => {
  if (outcome === "succeeded") return steps.map((each) => ({ ...each, state: "succeeded" }));
  if (steps.some(({ state }) => state === "failed")) return [...steps];
  const last = steps.findIndex(({ state }) => state === "running" || state === "waiting");
  return steps.map((each, index) => (index === last ? { ...each, state: "failed" } : each));
};

/** The steps without why one failed, for where that is told beside them. */
export const withoutReasons = (steps: readonly FollowedStep[]): FollowedStep[] =>
  steps.map(({ detail, ...each }) => (each.state === "failed" || detail === undefined ? each : { ...each, detail }));

const overBefore = (each: FollowedStep): FollowedStep =>
  each.state === "waiting" || each.state === "running" ? { ...each, state: "succeeded" } : each;

const STATES = { started: "running", succeeded: "succeeded", failed: "failed" } as const;
