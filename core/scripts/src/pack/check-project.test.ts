import { expect, test } from "bun:test";
import { checkProject } from "./check-project.ts";
import type { Half } from "./project.ts";

const half = (overrides: Partial<Half> = {}): Half => ({
  kind: "backend",
  name: "@acme/weather-backend",
  folder: import.meta.dir,
  pluginId: "weather",
  entry: import.meta.path,
  calls: [],
  needs: {},
  ...overrides,
});

const check = (halves: readonly Half[], version = "1.0.0"): string[] =>
  checkProject({ manifest: { name: "@acme/weather", version }, halves });

test("a sound plugin has nothing to be told", () => {
  expect(check([half(), half({ kind: "frontend", name: "@acme/weather-frontend" })])).toEqual([]);
});

test.each<[string, Partial<Half>, string]>([
  ["name", { name: "@acme/wind-backend" }, "so its name must be weather-backend"],
  ["plugin id", { pluginId: "Weather!" }, 'has the plugin id "Weather!"'],
  ["entry", { entry: "/nowhere/index.ts" }, "there is no such file"],
  ["call", { calls: ["not an id"] }, 'names "not an id" in "checkstack.calls"'],
  ["call of itself", { calls: ["weather"] }, "names itself"],
])("a wrong %s is told in a sentence", (_, wrong, sentence) => {
  expect(check([half(wrong)]).join("\n")).toContain(sentence);
});

test("a front end calls nobody by itself", () => {
  const frontend = half({ kind: "frontend", name: "@acme/weather-frontend", calls: ["catalog"] });
  expect(check([frontend])).toEqual([expect.stringContaining('move "checkstack.calls" to the back end')]);
});

test("a plugin has one back end", () => {
  expect(check([half(), half({ name: "weather-backend" })])).toEqual([
    '@acme/weather-backend and weather-backend are both the backend half of the plugin "weather"; a plugin has one',
  ]);
});

test.each(["1", "v1.0.0", "1.0.0+build", "01.0.0"])("%s is no version", (version) => {
  expect(check([half()], version)).toEqual([expect.stringContaining(`has the version "${version}"`)]);
});
