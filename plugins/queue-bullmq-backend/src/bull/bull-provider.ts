import { setTimeout as sleep } from "node:timers/promises";
import type { Clock, Logger, ProvidedQueue, QueueProvider } from "@checkstack/backend-api";
import { systemTimers } from "@checkstack/queue-node";
import { within } from "../deadline.ts";
import { createGrid, type Grid } from "../grid/grid.ts";
import type { BullConnection } from "./bull-connection.ts";
import { createLazyQueue } from "./lazy-queue.ts";
import { createSharedQueue, type SharedQueue } from "./shared-queue.ts";

export interface BullProviderOptions extends Pick<QueueProvider, "id" | "displayName" | "description" | "settings"> {
  /** Connects, or rejects with a sentence that says what is missing. */
  readonly connect: (options: { leaseMs: number; onError: (error: Error) => void }) => Promise<BullConnection>;
  /** Removes what is stored of the queues whose names begin with `prefix`. */
  readonly erase: (prefix: string) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** After this without a word from a process, others do its work. Default 3000. */
  readonly leaseMs?: number;
  /** How often a process tells that it lives. Default 1000. */
  readonly beatMs?: number;
  /** Who asks for something hears within this time whether it happened. Default 5000. */
  readonly patienceMs?: number;
}

const RETRY_MS = 500;

/** Everything that is open at one time, from the first `open` to `close`. */
interface Session {
  readonly ending: AbortController;
  readonly queues: Map<string, ProvidedQueue>;
  readonly open: Promise<{ connection: BullConnection; grid: Grid; opened: Map<string, SharedQueue> }>;
}

/** Makes an engine over BullMQ. It connects with the first queue, and tries again for as long as it has to. */
export function createBullProvider(options: BullProviderOptions): QueueProvider & AsyncDisposable {
  const { clock, logger, displayName, leaseMs = 3000, beatMs = 1000, patienceMs = 5000 } = options;
  let session: Session | undefined;
  let problem: string | undefined;

  function tell(now: string | undefined): void {
    if ((now === undefined) !== (problem === undefined)) {
      if (now === undefined) logger.info(`"${displayName}" answers again`);
      else logger.warn(`"${displayName}" does not answer; recurring jobs go on, others wait`, { reason: now });
    }
    problem = now;
  }

  /** A lost connection shows in the beat, and every worker tells of it; anything else is worth a look. */
  const onError = (error: Error): void => {
    const isLost =
      problem !== undefined ||
      /ECONN|EPIPE|Connection is closed|Stream isn't writeable/.test(`${errorCode(error)} ${error.message}`);
    logger[isLost ? "debug" : "warn"](`"${displayName}" reports an error`, { reason: error.message });
  };

  function begin(): Session {
    const ending = new AbortController();
    return { ending, queues: new Map(), open: connected(ending.signal) };
  }

  async function connected(signal: AbortSignal): ReturnType<() => Session["open"]> {
    const connection = await persistently(signal);
    const opened = new Map<string, SharedQueue>();
    let epoch = await connection.gridStore.epoch();
    let lookedAt = clock.monotonic();
    const grid = createGrid({
      store: connection.gridStore,
      owner: Bun.randomUUIDv7(),
      clock,
      timers: systemTimers,
      logger,
      leaseMs,
      beatMs,
      onReachable(reachable, error) {
        tell(reachable ? undefined : messageOf(error));
        if (reachable) lookedAt = Number.NEGATIVE_INFINITY;
      },
      onBeat() {
        if (clock.monotonic() - lookedAt < leaseMs) return;
        lookedAt = clock.monotonic();
        restoreIfLost().catch(onError);
      },
    });

    /** A store that came back empty gets again what this process knows. */
    async function restoreIfLost(): Promise<void> {
      const now = await connection.gridStore.epoch();
      if (now === epoch) return;
      logger.warn(`"${displayName}" has lost what it held; recurring jobs are scheduled again`);
      for (const queue of opened.values()) await queue.scheduleAgain();
      epoch = now;
      grid.look();
    }

    return { connection, grid, opened };
  }

  async function persistently(signal: AbortSignal): Promise<BullConnection> {
    for (;;) {
      signal.throwIfAborted();
      try {
        const connection = await options.connect({ leaseMs, onError });
        tell(undefined);
        return connection;
      } catch (error) {
        tell(messageOf(error));
        await sleep(RETRY_MS, undefined, { signal });
      }
    }
  }

  async function openQueue({ open }: Session, name: string): Promise<SharedQueue> {
    const { connection, grid, opened } = await open;
    const queue = createSharedQueue(name, { connection, grid, clock, logger, patienceMs });
    opened.set(name, queue);
    return queue;
  }

  async function close(): Promise<void> {
    const closing = session;
    session = undefined;
    if (!closing) return;
    closing.ending.abort(new Error(`"${displayName}" was closed`));
    const open = await closing.open.catch(() => undefined);
    if (!open) return;
    await open.grid[Symbol.asyncDispose]();
    await Promise.all([...open.opened.values()].map((queue) => queue[Symbol.asyncDispose]()));
    await open.connection[Symbol.asyncDispose]();
    problem = undefined;
  }

  /** The store may lose what it held: what is not known here any more is not stored again. */
  async function release(prefix: string): Promise<void> {
    const names = [...(session?.queues.keys() ?? [])].filter((name) => name.startsWith(prefix));
    if (!session || names.length === 0) return;
    for (const name of names) session.queues.delete(name);
    const { opened } = await within(session.open, patienceMs, problem ?? `"${displayName}" does not answer`);
    for (const name of names) {
      const queue = opened.get(name);
      opened.delete(name);
      await queue?.[Symbol.asyncDispose]();
    }
  }

  return {
    id: options.id,
    displayName,
    description: options.description,
    reach: "installation",
    ...(options.settings && { settings: options.settings }),
    async check() {
      if (session) {
        const { connection } = await within(session.open, patienceMs, problem ?? `"${displayName}" does not answer`);
        await within(connection.gridStore.epoch(), patienceMs, `"${displayName}" does not answer`);
        return;
      }
      const trial = await within(options.connect({ leaseMs, onError }), patienceMs, `"${displayName}" does not answer`);
      await trial[Symbol.asyncDispose]();
    },
    open(name) {
      session ??= begin();
      const here = session;
      const known = here.queues.get(name);
      if (known) return known;
      const queue = createLazyQueue(name, { open: openQueue(here, name), problem: () => problem, patienceMs });
      here.queues.set(name, queue);
      return queue;
    },
    close,
    release: (pluginId) => release(prefixOf(pluginId)),
    erase: (pluginId) => options.erase(prefixOf(pluginId)),
    [Symbol.asyncDispose]: close,
  };
}

/** Of the names of a plugin's queues. */
const prefixOf = (pluginId: string): string => `${pluginId}.`;

const errorCode = (error: Error): string => ("code" in error && typeof error.code === "string" ? error.code : "");

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
