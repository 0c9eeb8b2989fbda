import type { AccessRule, Person, PluginMetadata } from "@checkstack/common";
import type { ConfigStore } from "./config-store.ts";
import type { Database } from "./database.ts";
import type { HookDeadLetters } from "./hook-dead-letters.ts";
import type { Installations } from "./installations.ts";
import type { Instances } from "./instances.ts";
import type { Isolation } from "./isolation.ts";
import type { Queues, QueueProvider } from "./queue.ts";
import { createExtensionPoint, createServiceRef } from "./refs.ts";

/** Time, as a dependency, so that no test sleeps. */
export interface Clock {
  /** Milliseconds since the epoch; may jump. */
  now(): number;
  /** Milliseconds since some moment; never goes back. For durations. */
  monotonic(): number;
}

export interface Logger {
  debug(message: string, fields?: Record<string, unknown>): void;
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}

/** Encrypts with AES-256-GCM. `place` (table, row and column) is bound in: a value moved elsewhere does not decrypt. */
export interface SecretBox {
  seal(plain: string, place: string): string;
  open(sealed: string, place: string): string;
}

/** Turns what a request carries (cookie, bearer token) into who it is. Provided by the `auth` plugin. */
export interface Authenticator {
  /** Anonymous when the request carries nothing or nothing valid. */
  authenticate(headers: Headers): Promise<Person>;
}

export interface RegisteredAccessRule extends AccessRule {
  /** `catalog.entity.read`. */
  readonly qualifiedId: string;
  readonly pluginId: string;
}

/** The state of one plugin, with one sentence for each that is not well. */
export type PluginStatus =
  | { readonly state: "registered" }
  | { readonly state: "ready"; readonly importMs: number; readonly initMs: number }
  | { readonly state: "blocked"; readonly reason: string }
  | { readonly state: "failed"; readonly phase: PluginPhase; readonly reason: string; readonly stack?: string };

export type PluginPhase = "import" | "migrate" | "register" | "init" | "afterPluginsReady" | "run";

export interface PluginReport {
  readonly metadata: PluginMetadata;
  readonly packageName: string;
  readonly version: string;
  readonly status: PluginStatus;
  /** Errors after the start that were traced to the plugin, newest last, at most 20. */
  readonly lateErrors: readonly { readonly at: Date; readonly message: string }[];
}

/** What the platform knows of its plugins. */
export interface PluginDirectory {
  reports(): readonly PluginReport[];
  accessRules(): readonly RegisteredAccessRule[];
  /** Calls `listener` after the state of a plugin changed, until disposed. */
  onChange(listener: (report: PluginReport) => void): Disposable;
}

export interface Instance {
  readonly id: string;
  /** Where people reach the platform, without a slash at the end: `https://status.example.org`. */
  readonly url: string;
  readonly dataDir: string;
  readonly version: string;
}

/** How a plugin's own database login reaches its schema, for libraries that bring a driver of their own. */
export interface DatabaseAddress {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
}

/** What the platform gives every plugin. `database`, `logger`, `config` and `queue` are the plugin's own. */
export const core = {
  database: createServiceRef<Database>("core.database"),
  /** For libraries alone; everything else uses `database`, whose queries have deadlines. */
  databaseAddress: createServiceRef<DatabaseAddress>("core.databaseAddress"),
  logger: createServiceRef<Logger>("core.logger"),
  clock: createServiceRef<Clock>("core.clock"),
  config: createServiceRef<ConfigStore>("core.config"),
  secrets: createServiceRef<SecretBox>("core.secrets"),
  plugins: createServiceRef<PluginDirectory>("core.plugins"),
  instance: createServiceRef<Instance>("core.instance"),
  instances: createServiceRef<Instances>("core.instances"),
  /** For the `pluginmanager` plugin alone. */
  installations: createServiceRef<Installations>("core.installations"),
  /** Moves plugins into processes of their own and back. For the `pluginmanager` plugin alone. */
  isolation: createServiceRef<Isolation>("core.isolation"),
  /** For the `queue` plugin alone, whose page shows them. */
  hookDeadLetters: createServiceRef<HookDeadLetters>("core.hookDeadLetters"),
  /** Provided by the `queue` plugin. */
  queue: createServiceRef<Queues>("core.queue"),
  /** Provided by the `auth` plugin. */
  authenticator: createServiceRef<Authenticator>("core.authenticator"),
} as const;

/** Where queue plugins add their engine. Owned by the `queue` plugin. */
export const queueProviders = createExtensionPoint<{ add(provider: QueueProvider): void }>("queue.providers");
