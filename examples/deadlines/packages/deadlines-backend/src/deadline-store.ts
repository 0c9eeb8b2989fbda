import type { Database } from "@checkstack/backend-api";
import type { Impact } from "@checkstack/catalog-common";
import { asc, count, eq, ilike, inArray } from "drizzle-orm";
import { deadlines } from "./schema.ts";

export type StoredDeadline = typeof deadlines.$inferSelect;

export interface DeadlineStore {
  /** The nearest first, 500 at most. */
  list(filter: { systemId?: string | undefined }): Promise<StoredDeadline[]>;
  /** The nearest whose name contains `words`. */
  nearest(words: string): Promise<StoredDeadline | undefined>;
  add(deadline: StoredDeadline): Promise<void>;
  /** What was removed; `undefined` when there was nothing. */
  remove(id: string): Promise<StoredDeadline | undefined>;
  removeOfSystems(systemIds: readonly string[]): Promise<void>;
  impactOfSystems(systemIds: readonly string[]): Promise<Impact[]>;
}

export function createDeadlineStore({ db }: Pick<Database, "db">): DeadlineStore {
  const all = () => db.select().from(deadlines).$dynamic();
  return {
    list: ({ systemId }) =>
      all()
        .where(systemId === undefined ? undefined : eq(deadlines.systemId, systemId))
        .orderBy(asc(deadlines.dueOn), asc(deadlines.id))
        .limit(500),
    async nearest(words) {
      const pattern = `%${words.replaceAll(/[\\%_]/g, "\\$&")}%`;
      const [found] = await all().where(ilike(deadlines.name, pattern)).orderBy(asc(deadlines.dueOn)).limit(1);
      return found;
    },
    async add(deadline) {
      await db.insert(deadlines).values(deadline);
    },
    async remove(id) {
      const [removed] = await db.delete(deadlines).where(eq(deadlines.id, id)).returning();
      return removed;
    },
    async removeOfSystems(systemIds) {
      await db.delete(deadlines).where(inArray(deadlines.systemId, [...systemIds]));
    },
    async impactOfSystems(systemIds) {
      const [counted] = await db
        .select({ count: count() })
        .from(deadlines)
        .where(inArray(deadlines.systemId, [...systemIds]));
      return [{ label: "deadlines", count: counted?.count ?? 0 }];
    },
  };
}
