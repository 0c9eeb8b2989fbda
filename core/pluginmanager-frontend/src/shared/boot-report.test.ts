import { expect, test } from "bun:test";
import type { Plugin } from "@checkstack/pluginmanager-common";
import { byUrgency, reportForAuthor, summarise } from "./boot-report.ts";

const plugin = (id: string, state: Plugin["state"], rest: Partial<Plugin> = {}): Plugin => ({
  id,
  displayName: id,
  packageName: `@acme/${id}-backend`,
  version: "1.2.3",
  state,
  lateErrors: [],
  accessRules: [],
  ...rest,
});
const late = { at: new Date("2026-05-01T12:00:00Z"), message: "queue handler threw" };

test("what somebody must look at comes first, then by name", () => {
  const plugins = [
    plugin("b", "ready"),
    plugin("a", "ready"),
    plugin("starting", "registered"),
    plugin("waiting", "blocked"),
    plugin("late", "ready", { lateErrors: [late] }),
    plugin("broken", "failed"),
  ];
  expect(byUrgency(plugins).map(({ id }) => id)).toEqual(["broken", "waiting", "starting", "late", "a", "b"]);
});

test("the summary counts each state that there is", () => {
  expect(summarise([plugin("a", "ready"), plugin("b", "failed"), plugin("c", "ready")])).toBe(
    "3 plugins: 1 failed, 2 running.",
  );
  expect(summarise([plugin("a", "ready")])).toBe("1 plugin: 1 running.");
  expect(summarise([])).toBe("No plugin.");
});

test("the author gets everything that is known, and no empty lines for what is not", () => {
  const failed = plugin("mail", "failed", { phase: "init", reason: "no relay", stack: "Error: no relay\n  at x" });
  expect(reportForAuthor({ ...failed, lateErrors: [late] })).toBe(
    [
      "@acme/mail-backend 1.2.3: failed in init",
      "no relay",
      "Error: no relay\n  at x",
      "2026-05-01T12:00:00.000Z queue handler threw",
    ].join("\n\n"),
  );
  expect(reportForAuthor(plugin("mail", "ready"))).toBe("@acme/mail-backend 1.2.3: ready");
});
