import { expect, test } from "bun:test";
import { createCrashLog } from "./crash-log.ts";

const MINUTE = 60_000;

test("two crashes are forgiven, each after a longer wait, and the third is not", () => {
  const crashes = createCrashLog();
  expect(crashes.note(0)).toEqual({ restart: true, afterMs: 100 });
  expect(crashes.note(MINUTE)).toEqual({ restart: true, afterMs: 1000 });
  expect(crashes.note(2 * MINUTE)).toEqual({ restart: false });
});

test("what is ten minutes past does not count", () => {
  const crashes = createCrashLog();
  crashes.note(0);
  crashes.note(MINUTE);
  expect(crashes.note(10 * MINUTE)).toEqual({ restart: true, afterMs: 1000 });
});

test("somebody who enables it begins anew", () => {
  const crashes = createCrashLog();
  crashes.note(0);
  crashes.note(0);
  crashes.forget();
  expect(crashes.note(0)).toEqual({ restart: true, afterMs: 100 });
});
