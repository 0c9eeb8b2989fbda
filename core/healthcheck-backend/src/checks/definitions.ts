import type { CheckStore } from "./check-store.ts";
import { definitionOf, type CheckDefinition } from "./definition.ts";

/** The checks in memory, so that a run costs no SELECT. */
export interface Definitions {
  /** Reads all of them. */
  load(): Promise<readonly CheckDefinition[]>;
  /**
   * The check, no older than `revision`: what is asked for carries the revision it was scheduled with, and a process that
   * remembers an older one, or none, reads it again. No process has to hear of what another one changed.
   */
  find(id: string, options: { revision: number }): Promise<CheckDefinition | undefined>;
  /** Reads one again, whatever is remembered. */
  refresh(id: string): Promise<CheckDefinition | undefined>;
}

export function createDefinitions(store: Pick<CheckStore, "all" | "get">): Definitions {
  const known = new Map<string, CheckDefinition>();

  async function refresh(id: string): Promise<CheckDefinition | undefined> {
    const row = await store.get(id);
    if (!row) {
      known.delete(id);
      return undefined;
    }
    const definition = definitionOf(row);
    known.set(id, definition);
    return definition;
  }

  return {
    async load() {
      for (const row of await store.all()) known.set(row.id, definitionOf(row));
      return [...known.values()];
    },
    async find(id, { revision }) {
      const definition = known.get(id);
      return definition && definition.revision >= revision ? definition : refresh(id);
    },
    refresh,
  };
}
