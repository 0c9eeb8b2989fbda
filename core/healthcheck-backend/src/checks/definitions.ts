import type { CheckStore } from "./check-store.ts";
import { definitionOf, type CheckDefinition } from "./definition.ts";

/** The checks in memory, so that a run costs no SELECT. */
export interface Definitions {
  /** Reads all of them. */
  load(): Promise<readonly CheckDefinition[]>;
  /** Takes over checks that somebody has just read. */
  remember(checks: readonly CheckDefinition[]): void;
  /**
   * The check, no older than `revision`: what is asked for carries the revision it was scheduled with, and a process that
   * remembers an older one, or none, reads it again. No process has to hear of what another one changed.
   */
  find(id: string, options: { revision: number }): Promise<CheckDefinition | undefined>;
  /** Reads one again, whatever is remembered. */
  refresh(id: string): Promise<CheckDefinition | undefined>;
}

export function createDefinitions(store: Pick<CheckStore, "all" | "getMany">): Definitions {
  const known = new Map<string, CheckDefinition>();
  /** Who waits for a check to be read, by its id. */
  let asked = new Map<string, PromiseWithResolvers<CheckDefinition | undefined>>();
  let reading = false;

  function keep(check: CheckDefinition): void {
    if ((known.get(check.id)?.revision ?? 0) <= check.revision) known.set(check.id, check);
  }

  /** One statement at a time, for all that were asked for meanwhile: a thousand checks that changed at once cost no more. */
  async function readAsked(): Promise<void> {
    if (reading) return;
    reading = true;
    while (asked.size > 0) {
      const batch = asked;
      asked = new Map();
      try {
        const rows = await store.getMany([...batch.keys()]);
        for (const id of batch.keys()) known.delete(id);
        for (const row of rows) known.set(row.id, definitionOf(row));
        for (const [id, { resolve }] of batch) resolve(known.get(id));
      } catch (error) {
        for (const { reject } of batch.values()) reject(error);
      }
    }
    reading = false;
  }

  function refresh(id: string): Promise<CheckDefinition | undefined> {
    const answer = asked.getOrInsertComputed(id, () => Promise.withResolvers());
    queueMicrotask(() => void readAsked());
    return answer.promise;
  }

  return {
    async load() {
      for (const row of await store.all()) known.set(row.id, definitionOf(row));
      return [...known.values()];
    },
    remember: (checks) => checks.forEach(keep),
    async find(id, { revision }) {
      const definition = known.get(id);
      return definition && definition.revision >= revision ? definition : refresh(id);
    },
    refresh,
  };
}
