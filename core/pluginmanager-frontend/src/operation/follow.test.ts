import { expect, test } from "bun:test";
import type { Progress } from "@checkstack/pluginmanager-common";
import { ended, follow, stepsOf, withoutReasons, type FollowedStep } from "./follow.ts";

const news = (step: Progress["step"], outcome: Progress["outcome"], rest: Partial<Progress> = {}): Progress => ({
  operationId: "1",
  action: "install",
  step,
  outcome,
  detail: `${step} ${outcome}`,
  ...rest,
});
const states = (steps: readonly FollowedStep[]) => steps.map(({ step, state }) => `${step} ${state}`);

test("steps run one after the other, with what is told of each", () => {
  const fetching = follow(stepsOf("install"), news("fetch", "started", { bytes: { done: 5, total: 10 } }));
  expect(states(fetching)).toEqual(["fetch running", "check waiting", "store waiting", "load waiting"]);
  expect(fetching[0]).toMatchObject({ detail: "fetch started", bytes: { done: 5, total: 10 } });
  expect(states(follow(fetching, news("fetch", "succeeded")))[0]).toBe("fetch succeeded");
});

test("news that were lost leave no step behind", () => {
  expect(states(follow(stepsOf("install"), news("store", "started")))).toEqual([
    "fetch succeeded",
    "check succeeded",
    "store running",
    "load waiting",
  ]);
});

test("a step that nobody expected stands after those that were", () => {
  expect(states(follow(stepsOf("enable"), news("remove", "started")))).toEqual(["load succeeded", "remove running"]);
});

test("the end of all steps is no step", () => {
  expect(states(follow(stepsOf("rollback"), news("done", "succeeded")))).toEqual(["store succeeded", "load succeeded"]);
});

test("when the call fails it was the step that ran, unless one was told to have failed", () => {
  const running = follow(stepsOf("install"), news("check", "started"));
  expect(states(ended(running, "failed"))).toEqual([
    "fetch succeeded",
    "check failed",
    "store waiting",
    "load waiting",
  ]);
  const failed = follow(running, news("check", "failed"));
  expect(ended(failed, "failed")).toEqual(failed);
  expect(states(ended(running, "succeeded"))).toEqual([
    "fetch succeeded",
    "check succeeded",
    "store succeeded",
    "load succeeded",
  ]);
});

test("why a step failed is left out where it is told beside the steps", () => {
  const failed = follow(follow(stepsOf("install"), news("fetch", "succeeded")), news("check", "failed"));
  expect(withoutReasons(failed).map(({ step, detail }) => [step, detail])).toEqual([
    ["fetch", "fetch succeeded"],
    ["check", undefined],
    ["store", undefined],
    ["load", undefined],
  ]);
});
