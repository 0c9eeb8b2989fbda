import { expect, test } from "bun:test";
import { checkPolicySchema } from "@checkstack/healthcheck-common";
import { describeAlert, describePolicy } from "./describe-policy.ts";

test("the policy that a new check has", () => {
  expect(describePolicy(checkPolicySchema.parse({}), 60)).toEqual([
    "Alerts after 2 failures in a row, about 1 minute.",
    "Recovers at the first success.",
    "5 changes of status within 30 runs are told once, as flapping.",
  ]);
});

test("limits of latency and longer waits are told", () => {
  const policy = checkPolicySchema.parse({
    failuresToAlert: 3,
    successesToRecover: 2,
    degradedAfterMs: 500,
    unhealthyAfterMs: 2_000,
    flapping: null,
  });
  expect(describePolicy(policy, 30)).toEqual([
    "Alerts after 3 failures in a row, about 1 minute.",
    "Recovers after 2 successes in a row, about 30 seconds.",
    "Slower than 500 ms is degraded.",
    "Slower than 2 s is unhealthy.",
    "Every change of status is told, however often it happens.",
  ]);
});

test("one failure is no row", () => {
  expect(describeAlert(checkPolicySchema.parse({ failuresToAlert: 1 }), 60)).toBe("Alerts at the first failure.");
});
