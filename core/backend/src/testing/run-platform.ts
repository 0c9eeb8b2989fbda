import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { BackendPlugin, Logger } from "@checkstack/backend-api";
import { createTestDatabase, testPostgres } from "@checkstack/test-utils-backend";
import type { Kernel, KernelOptions } from "../kernel/kernel.ts";
import type { PluginSource } from "../kernel/plugin-source.ts";
import { startPlatform, type Platform, type PlatformOptions } from "../platform.ts";
import type { Settings } from "../settings.ts";
import { sourceOf } from "./plugin-source.ts";
import { silent } from "./silent-logger.ts";

/** What outlives a platform: its database and its data folder. Start several on one home to see a second start. */
export interface Home extends AsyncDisposable {
  readonly dataDir: string;
  readonly databaseUrl: string;
}

export async function createHome(): Promise<Home> {
  const { folder } = await testPostgres();
  const dataDir = await mkdtemp(join(folder, "home-"));
  const database = await createTestDatabase();
  return {
    dataDir,
    databaseUrl: database.url,
    async [Symbol.asyncDispose]() {
      await rm(dataDir, { recursive: true, force: true });
      await database[Symbol.asyncDispose]();
    },
  };
}

export interface RunOptions {
  readonly home: Pick<Home, "dataDir" | "databaseUrl">;
  readonly plugins: readonly (BackendPlugin | PluginSource)[];
  readonly logger?: Logger;
  /** Where the database comes from, for tests that hold it back. */
  readonly openDatabase?: () => Promise<string>;
  readonly deadlines?: KernelOptions["deadlines"];
  /** Plugins that get a process of their own: `demo-backend`. */
  readonly isolate?: readonly string[];
  /** Patterns of installed plugins that run here, as in `--plugins`; empty means all. */
  readonly patterns?: readonly string[];
  /** Runs, besides, what no other instance names. */
  readonly standIn?: boolean;
  readonly failpoint?: PlatformOptions["failpoint"];
  /** How other instances reach this one. */
  readonly instances?: Settings["instances"];
  readonly rotateKeysEveryMs?: number;
}

export interface RunningPlatform extends AsyncDisposable {
  readonly platform: Platform;
  readonly kernel: Kernel;
  readonly url: string;
  ask(path: string, init?: RequestInit): Promise<Response>;
  /** Sends JSON with POST, unless `init` says otherwise. */
  send(path: string, body: unknown, init?: RequestInit): Promise<Response>;
  /** `{ demo: "ready" }` */
  states(): Record<string, string>;
  reasonOf(pluginId: string): string | undefined;
  lateErrors(pluginId: string): readonly string[];
}

/** The real platform with real HTTP and a real database, in this process; resolves once it has booted. */
export async function runPlatform(options: RunOptions): Promise<RunningPlatform> {
  const platform = await openPlatform(options);
  return running(platform, await platform.booted);
}

/** As `runPlatform`, but resolves as soon as HTTP is open. */
export const openPlatform = ({
  home,
  plugins,
  logger = silent,
  openDatabase,
  deadlines,
  failpoint,
  isolate = [],
  patterns = [],
  standIn = false,
  instances,
  rotateKeysEveryMs,
}: RunOptions): Promise<Platform> =>
  startPlatform({
    settings: { ...settingsFor(home.dataDir), isolate, plugins: patterns, standIn, ...(instances && { instances }) },
    sources: plugins.map((plugin) => ("load" in plugin ? plugin : sourceOf(plugin))),
    logger,
    openDatabase: openDatabase ?? (async () => home.databaseUrl),
    ...(deadlines && { deadlines }),
    ...(failpoint && { failpoint }),
    ...(rotateKeysEveryMs !== undefined && { rotateKeysEveryMs }),
  });

function running(platform: Platform, kernel: Kernel): RunningPlatform {
  const report = (pluginId: string) => kernel.reports().find(({ metadata }) => metadata.pluginId === pluginId);
  const ask = (path: string, init?: RequestInit) => fetch(`${platform.url}${path}`, init);
  return {
    platform,
    kernel,
    url: platform.url,
    ask,
    send: (path, body, init) =>
      ask(path, {
        method: "POST",
        body: JSON.stringify(body),
        ...init,
        headers: { "content-type": "application/json", ...headersOf(init) },
      }),
    states: () => Object.fromEntries(kernel.reports().map(({ metadata, status }) => [metadata.pluginId, status.state])),
    reasonOf(pluginId) {
      const status = report(pluginId)?.status;
      return status && "reason" in status ? status.reason : undefined;
    },
    lateErrors: (pluginId) => report(pluginId)?.lateErrors.map(({ message }) => message) ?? [],
    [Symbol.asyncDispose]: () => platform[Symbol.asyncDispose](),
  };
}

const headersOf = (init: RequestInit | undefined): Record<string, string> =>
  Object.fromEntries(new Headers(init?.headers));

const settingsFor = (dataDir: string): Settings => ({
  port: 0,
  nextFreePort: false,
  host: "127.0.0.1",
  dataDir,
  plugins: [],
  devPlugins: [],
  standIn: false,
  log: "json",
  isolation: "enforced",
  pages: false,
  isolate: [],
  trustedProxies: [],
  dev: false,
});
