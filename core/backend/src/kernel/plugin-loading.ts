import type { Clock, PluginPhase } from "@checkstack/backend-api";
import { withDeadline } from "../deadline.ts";
import { collectDeclarations, NOTHING_DECLARED } from "./declarations.ts";
import type { KernelHost } from "./kernel-host.ts";
import type { PluginEntry } from "./plugin-entry.ts";

/** How long each step of one plugin may take, ms. */
export type Deadlines = typeof DEFAULT_DEADLINES;

export const DEFAULT_DEADLINES = {
  // A process has to be started for some, while all others start theirs.
  import: 30_000,
  migrate: 60_000,
  init: 10_000,
  afterPluginsReady: 10_000,
  stop: 10_000,
};

export interface Failure {
  readonly phase: PluginPhase;
  readonly error: unknown;
}

/** Waits for a step of a plugin's life, no longer than it may take. */
export type Within = <T>(step: keyof Deadlines, work: T | Promise<T>) => Promise<T>;

export const createWithin =
  (deadlines: Deadlines): Within =>
  (step, work) => {
    const ms = deadlines[step];
    return withDeadline(work, { ms, onExpired: () => new Error(`${step} did not finish within ${ms} ms`) });
  };

/** Imports a plugin's code, makes its schema ready and asks what it declares; answers what went wrong. */
export async function loadPlugin(
  entry: PluginEntry,
  { host, clock, within }: { host: KernelHost; clock: Clock; within: Within },
): Promise<Failure | undefined> {
  const { source } = entry;
  const begun = clock.monotonic();
  let phase: PluginPhase = "import";
  try {
    entry.plugin = await within("import", source.load());
    entry.importMs = clock.monotonic() - begun;
    phase = "migrate";
    await within("migrate", host.migrate(source));
    phase = "register";
    entry.declarations = collectDeclarations((registry) => entry.plugin?.register(registry));
    return undefined;
  } catch (error) {
    entry.declarations = NOTHING_DECLARED;
    return { phase, error };
  }
}
