import { expect, test } from "bun:test";
import type { Progress } from "@checkstack/pluginmanager-common";
import { afterNews } from "./running.ts";

const news = (operationId: string, step: Progress["step"], outcome: Progress["outcome"]): Progress => ({
  operationId,
  action: "install",
  step,
  outcome,
  detail: "",
  packageName: "@acme/weather",
});

test("an operation runs from its first news until it is done or has failed", () => {
  let running: ReadonlyMap<string, Progress> = new Map();
  for (const each of [news("a", "fetch", "started"), news("b", "load", "started"), news("a", "fetch", "succeeded")]) {
    running = afterNews(running, each);
  }
  expect([...running.keys()]).toEqual(["a", "b"]);
  running = afterNews(running, news("b", "load", "failed"));
  expect([...running.keys()]).toEqual(["a"]);
  running = afterNews(running, news("a", "done", "succeeded"));
  expect(running.size).toBe(0);
});

test("the end of an operation whose beginning was missed changes nothing", () => {
  const running: ReadonlyMap<string, Progress> = new Map();
  expect(afterNews(running, news("a", "done", "succeeded"))).toBe(running);
});

test("a package that somebody looks at is no operation", () => {
  const running: ReadonlyMap<string, Progress> = new Map();
  const { packageName: _, ...looking } = news("a", "fetch", "started");
  expect(afterNews(running, looking)).toBe(running);
});
