import { contract, itemAdded } from "@acme/sample-common";
import { implementContract, type Clock, type Database, type EmitSignal } from "@checkstack/backend-api";
import { desc } from "drizzle-orm";
import { items } from "./schema.ts";

/** Answers the contract. Access was checked before a handler runs. */
export function createRouter({
  database,
  clock,
  emitSignal,
}: {
  database: Database;
  clock: Clock;
  emitSignal: EmitSignal;
}) {
  const os = implementContract(contract);
  return os.router({
    // Ids of version 7 sort by time.
    list: os.list.handler(() => database.db.select().from(items).orderBy(desc(items.id)).limit(100)),
    add: os.add.handler(async ({ input: { title } }) => {
      const item = { id: Bun.randomUUIDv7(), title, createdAt: new Date(clock.now()) };
      await database.db.insert(items).values(item);
      emitSignal(itemAdded, { id: item.id });
      return item;
    }),
  });
}
