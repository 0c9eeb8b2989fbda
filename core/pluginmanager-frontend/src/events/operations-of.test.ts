import type { InstallEvent } from "@checkstack/pluginmanager-common";
import { expect, test } from "bun:test";
import { operationsOf } from "./operations-of.ts";

const event = (id: string, more: Partial<InstallEvent> = {}): InstallEvent => ({
  id,
  at: new Date(0),
  packageName: "@acme/weather",
  version: "1.0.0",
  pluginIds: ["weather"],
  action: "install",
  step: "load",
  outcome: "started",
  detail: "",
  actor: "Ada",
  ...more,
});
const done = { step: "done", outcome: "succeeded" } as const;
const shapeOf = (events: readonly InstallEvent[]) =>
  operationsOf(events).map(({ last, steps }) => `${last.id}: ${steps.map(({ id }) => id).join(" ")}`);

test("the steps of an operation stand together, the first one first, under its end", () => {
  const upgrade = { version: "1.1.0", action: "upgrade" };
  expect(
    shapeOf([
      event("7", { ...upgrade, ...done }),
      event("6", upgrade),
      event("5", { version: "1.1.0", step: "fetch", outcome: "succeeded" }),
      event("4", done),
      event("3"),
      event("2", { step: "store" }),
    ]),
  ).toEqual(["7: 5 6 7", "4: 2 3 4"]);
});

test("operations on two packages at once, and of two people, are kept apart", () => {
  const other = { packageName: "@acme/moon" };
  expect(shapeOf([event("6", done), event("5", { ...other, ...done }), event("4", other), event("3")])).toEqual([
    "6: 3 6",
    "5: 4 5",
  ]);
  expect(shapeOf([event("2", { actor: "Grace" }), event("1")])).toEqual(["2: 2", "1: 1"]);
});

test("one that failed ends with the step at which it did, and one that goes on has no end yet", () => {
  const failed = { outcome: "failed" } as const;
  expect(shapeOf([event("4"), event("3", failed), event("2"), event("1", failed)])).toEqual(["4: 4", "3: 2 3", "1: 1"]);
});
