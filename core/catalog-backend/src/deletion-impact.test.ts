import { expect, test } from "bun:test";
import type { Extensions, Logger } from "@checkstack/backend-api";
import type { Impact, systemDependents } from "@checkstack/catalog-common";
import { createDeletionImpact } from "./deletion-impact.ts";

type Dependent = ReturnType<Extensions<typeof systemDependents>["list"]>[number];

const dependent = (pluginId: string, impact: Dependent["client"]["impact"]): Dependent => ({
  pluginId,
  metadata: { id: pluginId },
  client: { impact },
});

function ask(dependents: readonly Dependent[]): Promise<Impact[]> {
  const logger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
  const extensions = { list: () => dependents, get: () => undefined, onChange() {} };
  return createDeletionImpact({ dependents: extensions, logger, deadlineMs: 20 })(["s1", "s2"]);
}

test("what every plugin keeps is told, and nothing is not", async () => {
  const impact = await ask([
    dependent("healthcheck", async ({ systemIds }) => [{ label: "health checks", count: systemIds.length }]),
    dependent("incident", async () => [{ label: "incidents", count: 0 }]),
  ]);
  expect(impact).toEqual([{ label: "health checks", count: 2 }]);
});

test("a plugin that fails or never answers is named, and the others are told all the same", async () => {
  const never = new Promise<Impact[]>(() => {});
  const impact = await ask([
    dependent("deaf", () => never),
    dependent("broken", () => Promise.reject(new Error("no"))),
    dependent("healthcheck", async () => [{ label: "health checks", count: 1 }]),
  ]);
  expect(impact).toEqual([
    { label: "unknown: deaf did not answer", count: 0 },
    { label: "unknown: broken did not answer", count: 0 },
    { label: "health checks", count: 1 },
  ]);
});

test("the call of a late plugin is aborted", async () => {
  let aborted = false;
  await ask([
    dependent(
      "slow",
      (_, options) =>
        new Promise((_resolve, reject) => {
          options?.signal?.addEventListener("abort", () => {
            aborted = true;
            reject(new Error("aborted"));
          });
        }),
    ),
  ]);
  expect(aborted).toBe(true);
});
