import type { Database, EmitHook, Transaction } from "@checkstack/backend-api";
import { checkAnnounced, checkStatusChanged } from "@checkstack/healthcheck-common";
import type { Partitions } from "../partitions.ts";
import { advanceStates } from "./advance-states.ts";
import type { FinishedRun, StatusChange } from "./finished-run.ts";
import { hoursOf, rollUp } from "./roll-up.ts";
import { insertDetails, insertRuns, keyOf, recordChanges, writeStates } from "./statements.ts";

/** Stores runs with all that follows from them: roll-ups, states, intervals, hooks. */
export interface RunStore {
  /** In one transaction: all of it or nothing. */
  store(batch: readonly FinishedRun[]): Promise<StoredRuns>;
}

export interface StoredRuns {
  /** Those that nobody had stored before, in the order in which they were due. */
  readonly runs: readonly FinishedRun[];
  readonly changes: readonly StatusChange[];
}

export function createRunStore(options: { database: Database; partitions: Partitions; emitHook: EmitHook }): RunStore {
  const { database, partitions, emitHook } = options;

  async function storeIn(tx: Transaction, batch: readonly FinishedRun[]): Promise<StoredRuns> {
    const inserted = await insertRuns(tx, batch);
    // A run that was there before has been counted before: everything below is made from the new ones alone.
    const runs = batch.filter(({ run }) => inserted.keys.has(keyOf(run)));
    if (runs.length === 0) return { runs: [], changes: [] };
    const { updates, changes, announcements } = advanceStates(runs, inserted.states);
    await writeStates(tx, { minutes: rollUp(runs), hours: hoursOf(runs), updates });
    const details = runs.flatMap((finished) => finished.details);
    if (details.length > 0) await insertDetails(tx, details);
    if (changes.length > 0) await recordChanges(tx, changes);
    await Promise.all([
      ...changes.map((change) => emitHook(checkStatusChanged, change, { tx })),
      ...announcements.map((announcement) => emitHook(checkAnnounced, announcement, { tx })),
    ]);
    return { runs, changes };
  }

  return {
    async store(batch) {
      const ordered = uniqueRuns(batch).toSorted((a, b) => a.run.scheduledAt.getTime() - b.run.scheduledAt.getTime());
      const details = ordered.flatMap((finished) => finished.details);
      await partitions.ensure([...ordered, ...details].map(({ run }) => run.scheduledAt.getTime()));
      return database.transaction((tx) => storeIn(tx, ordered));
    },
  };
}

/** The first of several results for one slot counts, as it would if they came in two batches. */
const uniqueRuns = (batch: readonly FinishedRun[]): FinishedRun[] => {
  const byKey = new Map<string, FinishedRun>();
  for (const finished of batch) if (!byKey.has(keyOf(finished.run))) byKey.set(keyOf(finished.run), finished);
  return [...byKey.values()];
};
