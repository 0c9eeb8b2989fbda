import type { Database } from "@checkstack/backend-api";
import * as z from "zod";

/**
 * Removes every row of the queues whose names begin with `prefix`. BullMQ's tables and ours have in common that a column
 * `queue` says whose a row is; BullMQ's are not there before its engine ran for the first time.
 */
export async function eraseInPostgres(database: Pick<Database, "query" | "schemaName">, prefix: string): Promise<void> {
  const tables = await database.query(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name
     from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where table_schema = $1 and column_name = 'queue' and table_type = 'BASE TABLE' order by table_name`,
    [database.schemaName],
  );
  for (const { name } of named.parse(tables)) {
    const rows = await database.query(
      `with gone as (delete from ${name} where starts_with(queue, $1) returning queue) select distinct queue as name from gone`,
      [prefix],
    );
    for (const queue of named.parse(rows)) await dropNumbers(database, queue.name);
  }
}

const named = z.object({ name: z.string() }).array();

/** BullMQ numbers the jobs of each queue by a sequence whose name holds the queue's hash. */
async function dropNumbers(database: Pick<Database, "query">, queue: string): Promise<void> {
  await database.query(
    `drop sequence if exists "bullmq_jid_${new Bun.CryptoHasher("md5").update(queue).digest("hex")}"`,
  );
}
