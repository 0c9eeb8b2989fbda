import { expect, test } from "bun:test";
import { createStatusStore } from "./status-store.ts";

test("the worst report wins and attention adds up", () => {
  const store = createStatusStore();
  expect(store.snapshot()).toEqual({ worst: "unknown", attention: 0 });
  store.report("a", { worst: "healthy", attention: 0 });
  store.report("b", { worst: "unhealthy", attention: 2 });
  store.report("c", { worst: "degraded", attention: 1 });
  expect(store.snapshot()).toEqual({ worst: "unhealthy", attention: 3 });
  store.report("b", undefined);
  expect(store.snapshot()).toEqual({ worst: "degraded", attention: 1 });
});

test("a report that changes nothing wakes nobody", () => {
  const store = createStatusStore();
  let woken = 0;
  store.subscribe(() => woken++);
  store.report("a", { worst: "healthy", attention: 0 });
  store.report("a", { worst: "healthy", attention: 0 });
  expect(woken).toBe(1);
});
