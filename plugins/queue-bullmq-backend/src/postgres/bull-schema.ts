import { runMigrations, type PgQueryable } from "bullmq";
import { Client, type ClientConfig } from "pg";
import { schemaInPlace } from "./shared-pool.ts";

/**
 * Brings BullMQ's tables up to date in the plugin's own schema. BullMQ makes its schema itself, which takes a right on the
 * whole database, and refuses names with a hyphen: the first statement is left out, because the schema is there, and
 * its own name for it is replaced in the others.
 */
export async function migrateBullSchema(config: ClientConfig, quotedSchema: string): Promise<void> {
  const client = new Client(config);
  client.on("error", () => {}); // The statement that is under way fails with it.
  await client.connect();
  try {
    await runMigrations(inSchema(client, quotedSchema));
  } finally {
    await client.end();
  }
}

const inSchema = (client: PgQueryable, quotedSchema: string): PgQueryable => ({
  query: async (text, parameters) =>
    text.startsWith("CREATE SCHEMA ")
      ? { rows: [] }
      : client.query(schemaInPlace(text, quotedSchema), parameters && [...parameters]),
});
