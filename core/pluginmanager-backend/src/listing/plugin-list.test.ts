import { describe, expect, test } from "bun:test";
import type { InstalledPackage, InstancePlugin, InstanceReport, PluginReport } from "@checkstack/backend-api";
import type { PackedPlugin } from "@checkstack/common";
import { frontendModules } from "./frontend-modules.ts";
import { pluginsElsewhere } from "./elsewhere.ts";
import { listPlugins } from "./plugin-list.ts";

const at = new Date(0);
const report = (pluginId: string, displayName: string, status: PluginReport["status"]): PluginReport => ({
  metadata: { pluginId, displayName },
  packageName: `@checkstack/${pluginId}-backend`,
  version: "0.1.0",
  status,
  lateErrors: pluginId === "catalog" ? [{ at, message: "late" }] : [],
});
const reports = [
  report("queue", "Queues", { state: "failed", phase: "init", reason: "no engine", stack: "Error: no engine" }),
  report("catalog", "Catalog", { state: "ready", importMs: 3, initMs: 4 }),
];
const accessRules = [
  { pluginId: "catalog", id: "entity.read", qualifiedId: "catalog.entity.read", description: "Read systems" },
];

const nothing = { reports: [], elsewhere: new Map(), accessRules: [], installed: [], publishers: [] };

const packed = (pluginId: string, halves: Partial<PackedPlugin>): PackedPlugin => ({
  pluginId,
  displayName: pluginId,
  adds: { accessRules: [{ id: "use", description: "Use it" }], procedures: [], signals: [], extensions: [] },
  ...halves,
});
const backend = { name: "@acme/weather-backend", entry: "weather-backend/index.js", calls: [] };
const frontend = {
  name: "@acme/weather-frontend",
  entry: "weather-frontend/index.js",
  stylesheet: "weather-frontend/style.css",
};

const installed = (change: Partial<InstalledPackage> = {}): InstalledPackage => ({
  sha256: "ab",
  size: 10,
  manifest: {
    name: "@acme/weather",
    version: "1.2.0",
    peerDependencies: {},
    plugins: [packed("weather", { backend, frontend })],
    files: { "weather-frontend/index.js": "sha256-a=", "weather-frontend/style.css": "sha256-b=" },
  },
  source: { type: "npm", package: "@acme/weather", version: "1.2.0" },
  state: "enabled",
  runs: "isolated",
  grantedCalls: [],
  installedAt: at,
  installedBy: "Ada",
  versions: [],
  ...change,
});

describe("the list of plugins", () => {
  test("tells their state, the reason and their access rules, by name", () => {
    expect(listPlugins({ ...nothing, reports, accessRules, installed: [], publishers: [] })).toEqual([
      {
        id: "catalog",
        displayName: "Catalog",
        packageName: "@checkstack/catalog-backend",
        version: "0.1.0",
        state: "ready",
        importMs: 3,
        initMs: 4,
        lateErrors: [{ at, message: "late" }],
        accessRules: [{ id: "catalog.entity.read", description: "Read systems" }],
      },
      {
        id: "queue",
        displayName: "Queues",
        packageName: "@checkstack/queue-backend",
        version: "0.1.0",
        state: "failed",
        phase: "init",
        reason: "no engine",
        stack: "Error: no engine",
        lateErrors: [],
        accessRules: [],
      },
    ]);
  });

  test("names the package that brought a plugin, where it came from and who signed it", () => {
    const [plugin] = listPlugins({
      ...nothing,
      reports: [report("weather", "Weather", { state: "ready", importMs: 1, initMs: 1 })],
      accessRules: [],
      installed: [installed({ signer: { keyId: "k", publicKey: "p" } })],
      publishers: [{ keyId: "k", publicKey: "p", name: "Acme", inProcess: false, addedAt: at, builtIn: false }],
    });
    expect(plugin).toMatchObject({
      state: "ready",
      installed: {
        name: "@acme/weather",
        source: { type: "npm", package: "@acme/weather" },
        signature: { state: "known", keyId: "k", publisher: "Acme" },
        pluginIds: ["weather"],
        installedBy: "Ada",
      },
    });
  });

  test("says of what is not any more what was installed that it is modified, and what goes on", () => {
    const one = installed({ modified: "its bytes were changed" });
    const listed = (status: PluginReport["status"], package_ = one) =>
      listPlugins({ ...nothing, reports: [report("weather", "Weather", status)], installed: [package_] })[0];
    expect(listed({ state: "ready", importMs: 1, initMs: 1 })).toMatchObject({
      state: "modified",
      reason: "its bytes were changed; version 0.1.0 goes on",
    });
    expect(listed({ state: "failed", phase: "import", reason: "its bytes were changed" })).toMatchObject({
      state: "modified",
      reason: "its bytes were changed",
    });
    expect(listPlugins({ ...nothing, installed: [{ ...one, state: "disabled" }] })).toMatchObject([
      { state: "disabled" },
    ]);
  });

  test("has what other instances run, as it is where it is best off", () => {
    const plugin = (state: "ready" | "failed", version: string) => ({
      pluginId: "mail",
      displayName: "Mail",
      packageName: "@checkstack/mail-backend",
      version,
      state,
      isolated: false,
    });
    const instance = (
      name: string,
      plugins: InstancePlugin[],
      change: Partial<InstanceReport> = {},
    ): InstanceReport => ({
      id: name,
      name,
      url: "https://x",
      version: "0.1.0",
      isThis: false,
      state: "running",
      startedAt: at,
      heartbeatAgeMs: 1,
      load: { running: 0, lagMs: 0, memoryMb: 1 },
      plugins,
      ...change,
    });
    const elsewhere = pluginsElsewhere({
      list: () => [
        instance("a", [plugin("ready", "2.0.0")]),
        instance("b", [plugin("failed", "1.0.0")]),
        instance("c", [plugin("ready", "3.0.0")], { state: "lost" }),
        instance("d", [plugin("ready", "4.0.0")], { isThis: true }),
      ],
    });
    expect(listPlugins({ ...nothing, elsewhere })).toMatchObject([{ id: "mail", state: "ready", version: "2.0.0" }]);
    const of = installed();
    const running = new Map([["weather", { ...plugin("ready", "1.2.0"), pluginId: "weather", instance: "a" }]]);
    expect(listPlugins({ ...nothing, elsewhere: running, installed: [of] })).toMatchObject([
      { id: "weather", state: "ready" },
    ]);
  });

  test("has plugins that do not run here: disabled ones, those of pages alone, and those of other instances", () => {
    const stateOf = (one: InstalledPackage) =>
      listPlugins({ ...nothing, reports: [], accessRules: [], installed: [one], publishers: [] }).map(
        ({ state }) => state,
      );
    const pages = installed();
    expect(stateOf(installed({ state: "disabled" }))).toEqual(["disabled"]);
    expect(stateOf({ ...pages, manifest: { ...pages.manifest, plugins: [packed("weather", { frontend })] } })).toEqual([
      "ready",
    ]);
    expect(stateOf(installed())).toEqual(["registered"]);
  });
});

test("front ends of enabled packages are told with the hashes that browsers compare", () => {
  expect(frontendModules([installed(), installed({ state: "disabled" })])).toEqual([
    {
      pluginId: "weather",
      version: "1.2.0",
      entry: "/plugins/weather@1.2.0/weather-frontend/index.js",
      integrity: "sha256-a=",
      stylesheet: "/plugins/weather@1.2.0/weather-frontend/style.css",
      stylesheetIntegrity: "sha256-b=",
      chunks: [],
    },
  ]);
});
