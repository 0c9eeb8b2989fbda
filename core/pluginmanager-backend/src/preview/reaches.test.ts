import { expect, test } from "bun:test";
import type { PackedPlugin } from "@checkstack/common";
import { reachesOf, reachesOfBuiltIn, sandboxOf } from "./reaches.ts";

const adds = { accessRules: [], procedures: [], signals: [], extensions: [] };
const plugin = (change: Partial<PackedPlugin>): PackedPlugin => ({
  pluginId: "weather",
  displayName: "Weather",
  adds,
  ...change,
});
const backend = { name: "weather-backend", entry: "b/index.js", calls: ["catalog", "weather"] };
const frontend = { name: "weather-frontend", entry: "f/index.js" };
const process = (files: "hidden" | "visible", user: "own" | "shared") =>
  ({
    place: "own-process",
    maxMemoryBytes: 1,
    process: { pid: 1, memoryBytes: 1, sandbox: { files, processes: files, user } },
  }) as const;

test("an isolated plugin is told to reach its tables, what it calls and the network", () => {
  const sentences = reachesOf([plugin({ backend })], "isolated");
  expect(sentences).toContain('It calls "catalog", for itself and for the people whose requests it answers.');
  expect(sentences.join(" ")).not.toContain("browsers");
  expect(reachesOf([plugin({ backend: { ...backend, calls: [] } })], "isolated")).toContain(
    "It calls no other plugin.",
  );
});

test("pages run with the rights of those who look at them, wherever the rest runs", () => {
  expect(reachesOf([plugin({ frontend })], "isolated")).toEqual([expect.stringContaining("browsers of the people")]);
  expect(reachesOf([plugin({ backend, frontend })], "in-process")).toEqual([
    expect.stringContaining("can do whatever the platform can"),
    expect.stringContaining("browsers of the people"),
  ]);
});

test("what the machine does not hide is said", () => {
  const told = (place: ReturnType<typeof process>): string =>
    reachesOf([plugin({ backend })], "isolated", sandboxOf(place)).join(" ");
  expect(told(process("hidden", "own"))).toContain("no other files. It sees no other process.");
  expect(told(process("visible", "own"))).toContain("can read the files that every user of this server may read");
  expect(told(process("visible", "shared"))).toContain("can read the files that the platform can read");
  expect(reachesOfBuiltIn(process("hidden", "own"))[0]).toContain("moved into a process of its own");
  expect(reachesOfBuiltIn({ place: "in-process" })).toEqual([expect.stringContaining("runs within its process")]);
});
