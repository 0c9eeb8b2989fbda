import type { Clock, Logger } from "@checkstack/backend-api";
import { messageOf } from "../database/query-error.ts";
import { openRecord, sealRecord, type InstanceRecord, type SealedRecord } from "./instance-record.ts";
import type { Heartbeat, InstanceStore, Load } from "./instance-store.ts";

/** Who the other instances are: their rows, as far as they are authentic, read every second. */
export interface InstanceDirectory extends AsyncDisposable {
  /** All others with an authentic row, living or not. */
  others(): readonly KnownInstance[];
  /** Every plugin that some process has or had. */
  isKnownPlugin(pluginId: string): boolean;
  /** The schemas of all plugins of the installation. */
  schemas(): readonly string[];
  /** Writes our own row. Resolves once the others can read it. */
  publish(record: InstanceRecord): Promise<void>;
  /** Reads again at once; calls at the same time share one reading. */
  refresh(): Promise<void>;
  /** Calls `listener` after an instance came, changed, was lost or left, until disposed. */
  onChange(listener: () => void): Disposable;
  /** Reads for the first time, and from then on every second. */
  start(): Promise<void>;
}

export interface KnownInstance {
  readonly record: InstanceRecord;
  readonly load: Load;
  /** It was heard of within the last seconds. */
  readonly isAlive: boolean;
  readonly heartbeatAgeMs: number;
}

export interface InstanceDirectoryOptions {
  readonly instanceId: string;
  readonly store: InstanceStore;
  /** Calls `onHint` when some row may have changed. */
  readonly listen: (onHint: () => void) => Disposable;
  /** Of the installation's secret. */
  readonly key: Uint8Array;
  readonly load: () => Load;
  /** How long ago an instance last answered us, in milliseconds: whoever answers lives, however late its heartbeats are. */
  readonly sinceAnswer?: (instanceId: string) => number;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Default 1000. */
  readonly beatMs?: number;
  /** An instance that was not heard of for so long is taken for lost. Default 3500. */
  readonly lostAfterMs?: number;
}

const PLUGINS_EVERY_BEATS = 5;
const CLEAN_EVERY_BEATS = 600;

export function createInstanceDirectory(options: InstanceDirectoryOptions): InstanceDirectory {
  const { instanceId, store, clock, logger, beatMs = 1000, lostAfterMs = 3500, sinceAnswer = () => Infinity } = options;
  const listeners = new Set<() => void>();
  /** Records by their row's id and mac; `undefined` for those that are not authentic. */
  const records = new Map<string, InstanceRecord | undefined>();
  let known: readonly KnownInstance[] = [];
  let plugins = new Map<string, string>();
  let own: SealedRecord | undefined;
  let publishing = 0;
  let beats = 0;
  let lastReadAt: number | undefined;
  /** Until then nobody is lost: after a time without the database all heartbeats are old. */
  let graceUntil = -Infinity;
  let reading: Promise<void> | undefined;
  let again = false;
  let failing = false;
  let timer: Timer | undefined;
  let hints: Disposable | undefined;
  let stopped = false;

  async function read(): Promise<void> {
    do {
      again = false;
      await readOnce();
    } while (again && !stopped);
  }

  async function readOnce(): Promise<void> {
    const rows = await store.beat(instanceId, options.load());
    // Removed, or overwritten by somebody who may write to the table.
    const isIntact = rows.some(({ id, mac }) => id === instanceId && mac === own?.mac);
    if (own && !isIntact && publishing === 0) await store.publish(own);
    // With whoever came or left, plugins may have.
    if (beats % PLUGINS_EVERY_BEATS === 0 || rows.length !== known.length + 1 || rows.some(isUnread)) {
      plugins = new Map((await store.knownPlugins()).map(({ pluginId, schemaName }) => [pluginId, schemaName]));
    }
    if (beats % CLEAN_EVERY_BEATS === 0) await store.removeLost();
    beats++;
    const others = rows.filter(({ id }) => id !== instanceId);
    await fetchRecords(others);
    const now = clock.monotonic();
    if (lastReadAt !== undefined && now - lastReadAt > 2 * beatMs) graceUntil = now + lostAfterMs;
    lastReadAt = now;
    take(others, now);
  }

  const isUnread = (row: Heartbeat): boolean => row.id !== instanceId && !records.has(keyOf(row));

  async function fetchRecords(rows: readonly Heartbeat[]): Promise<void> {
    const unread = rows.filter(isUnread).map(({ id }) => id);
    for (const row of unread.length === 0 ? [] : await store.records(unread)) {
      const record = openRecord(row, options.key);
      if (!record) logger.warn("a row of the instances was not written by an instance; it is ignored", { id: row.id });
      records.set(keyOf(row), record);
    }
    const current = new Set(rows.map(keyOf));
    for (const key of records.keys()) if (!current.has(key)) records.delete(key);
  }

  function take(rows: readonly Heartbeat[], now: number): void {
    const before = known;
    known = rows.flatMap(({ id, mac, load, ageMs }) => {
      const record = records.get(keyOf({ id, mac }));
      if (!record) return [];
      const wasAlive = before.some((other) => other.record.id === id && other.isAlive);
      const unheardMs = Math.min(ageMs, sinceAnswer(id));
      const isAlive = unheardMs < lostAfterMs || (wasAlive && now < graceUntil);
      return [{ record, load, isAlive, heartbeatAgeMs: Math.round(ageMs) }];
    });
    for (const { record } of known.filter(({ isAlive }) => !isAlive)) {
      if (before.some((other) => other.record.id === record.id && other.isAlive)) {
        logger.warn(`instance ${record.id} on ${record.name} was lost`);
      }
    }
    if (!isSame(before, known)) for (const listener of listeners) listener();
  }

  /** One reading at a time; asked while reading, once more. */
  function refresh(): Promise<void> {
    if (reading) again = true;
    reading ??= read().finally(() => (reading = undefined));
    return reading;
  }

  async function beat(): Promise<void> {
    try {
      await refresh();
      failing = false;
    } catch (error) {
      // Who was there stays there: the instances do not need the database to reach each other.
      if (!failing) logger.warn("the other instances cannot be looked up", { reason: messageOf(error) });
      failing = true;
    }
    if (!stopped) timer = setTimeout(() => void beat(), beatMs).unref();
  }

  return {
    others: () => known,
    isKnownPlugin: (pluginId) =>
      plugins.has(pluginId) || known.some(({ record }) => record.plugins.some((one) => one.pluginId === pluginId)),
    schemas: () => [...plugins.values()],
    async publish(record) {
      own = sealRecord(record, options.key);
      publishing++;
      try {
        await store.publish(own);
      } finally {
        publishing--;
      }
    },
    refresh,
    onChange(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
    async start() {
      hints = options.listen(() => void refresh().catch(() => {}));
      await beat();
    },
    async [Symbol.asyncDispose]() {
      stopped = true;
      clearTimeout(timer);
      hints?.[Symbol.dispose]();
      await reading?.catch(() => {});
      own = undefined;
      await store
        .remove(instanceId)
        .catch((error: unknown) => logger.debug("our row stays behind", { reason: messageOf(error) }));
    },
  };
}

const keyOf = ({ id, mac }: { readonly id: string; readonly mac: string }): string => `${id} ${mac}`;

const isSame = (before: readonly KnownInstance[], now: readonly KnownInstance[]): boolean =>
  before.length === now.length &&
  before.every(({ record, isAlive }, index) => record === now[index]?.record && isAlive === now[index]?.isAlive);
