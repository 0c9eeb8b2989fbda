import { expect, test } from "bun:test";
import type { KnownInstance } from "./instance-directory.ts";
import { createPlacement } from "./placement.ts";

interface Other {
  readonly id: string;
  readonly patterns?: readonly string[];
  readonly standsIn?: boolean;
  readonly state?: "starting" | "running" | "draining";
  /** Plugins that run there. */
  readonly ready?: string[];
  readonly isAlive?: boolean;
}

const known = ({ id, patterns = [], standsIn = false, state = "running", ready = [], isAlive = true }: Other) => ({
  record: {
    id,
    name: "other",
    url: "https://127.0.0.1:1",
    certificate: "",
    version: "1.0.0",
    startedAt: "2026-01-01T00:00:00Z",
    state,
    keys: [],
    patterns: [...patterns],
    standsIn,
    plugins: ready.map((name) => ({
      pluginId: name,
      displayName: name,
      packageName: `@checkstack/${name}-backend`,
      version: "1.0.0",
      state: "ready" as const,
      serves: true,
      isolated: false,
      calls: [],
      accessRules: [],
      signals: [],
      sockets: [],
      extensions: [],
    })),
  },
  load: { running: 0, lagMs: 0, memoryMb: 0 },
  isAlive,
  heartbeatAgeMs: 0,
});

/** Which of three plugins instance `5` runs, beside `others`. */
function hosted(options: { patterns: string[]; standsIn?: boolean; running?: string[]; others?: Other[] }): string[] {
  const { patterns, standsIn = true, running = [], others = [] } = options;
  const instances: readonly KnownInstance[] = others.map(known);
  const placement = createPlacement({
    instanceId: "5",
    patterns,
    standsIn,
    directory: { others: () => instances },
    runs: (packageName) => running.some((name) => packageName === `@checkstack/${name}-backend`),
  });
  return ["auth", "catalog", "satellite"].filter((name) =>
    placement.hosts({ packageName: `@checkstack/${name}-backend` }),
  );
}

test("a process runs what its patterns name, and nothing else unless it stands in", () => {
  expect(hosted({ patterns: ["catalog-*"], standsIn: false })).toEqual(["catalog"]);
  expect(hosted({ patterns: ["catalog-*"] })).toEqual(["auth", "catalog", "satellite"]);
});

test("a plugin that is excluded is not stood in for", () => {
  expect(hosted({ patterns: ["catalog-*", "!satellite-*"] })).toEqual(["auth", "catalog"]);
});

test("what another process names is left to it, from the moment it starts", () => {
  const auth = { id: "9", patterns: ["auth-*"], state: "starting" } as const;
  expect(hosted({ patterns: ["catalog-*"], others: [auth] })).toEqual(["catalog", "satellite"]);
  expect(hosted({ patterns: ["catalog-*"], others: [{ id: "9" }] })).toEqual(["catalog"]);
});

test("what runs here goes on until the other process has it ready", () => {
  const here = { patterns: ["catalog-*"], running: ["auth", "catalog"] };
  const auth = { id: "9", patterns: ["auth-*"] };
  expect(hosted({ ...here, others: [auth] })).toContain("auth");
  expect(hosted({ ...here, others: [{ ...auth, ready: ["auth"] }] })).not.toContain("auth");
});

test("of several that stand in, the oldest does", () => {
  const other = { patterns: ["auth-*"], standsIn: true };
  expect(hosted({ patterns: ["catalog-*"], others: [{ ...other, id: "1" }] })).toEqual(["catalog"]);
  expect(hosted({ patterns: ["catalog-*"], others: [{ ...other, id: "9" }] })).toEqual(["catalog", "satellite"]);
});

test("a process that leaves or was lost is nobody", () => {
  const auth = { id: "9", patterns: ["auth-*"], ready: ["auth"] };
  for (const gone of [{ state: "draining" }, { isAlive: false }] as const) {
    expect(hosted({ patterns: ["catalog-*"], others: [{ ...auth, ...gone }] })).toContain("auth");
  }
});
