import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Database, Queries } from "@checkstack/backend-api";
import { drizzle, type NodePgClient } from "drizzle-orm/node-postgres";
import { Pool } from "pg";
import { createTestDatabase } from "./test-database.ts";

/** A plugin's database as the plugin sees it, in a PostgreSQL database that only one test uses. */
export interface PluginDatabase extends Database, AsyncDisposable {}

/**
 * Makes a database with a plugin's tables: `await using database = await createPluginDatabase({ migrations })`, where
 * `migrations` is the plugin's `drizzle` folder.
 */
export async function createPluginDatabase(options: { migrations: string }): Promise<PluginDatabase> {
  const empty = await createTestDatabase();
  const pool = new Pool({ connectionString: empty.url, max: 10 });
  pool.on("error", () => {}); // Dropping the database ends idle connections.
  for (const statement of statementsIn(options.migrations)) await pool.query(statement);
  return {
    schemaName: "public",
    ...queriesOver(pool),
    async transaction(work) {
      const client = await pool.connect();
      try {
        await client.query("begin");
        const value = await work({ isTransaction: true, ...queriesOver(client) });
        await client.query("commit");
        return value;
      } catch (error) {
        await client.query("rollback");
        throw error;
      } finally {
        client.release();
      }
    },
    async [Symbol.asyncDispose]() {
      await pool.end();
      await empty[Symbol.asyncDispose]();
    },
  };
}

const statementsIn = (folder: string): string[] =>
  readdirSync(folder)
    .toSorted()
    .flatMap((name) => readFileSync(join(folder, name, "migration.sql"), "utf8").split("--> statement-breakpoint"));

const queriesOver = (client: NodePgClient): Queries => ({
  db: drizzle({ client }),
  query: async (sql, parameters) => (await client.query(sql, parameters && [...parameters])).rows,
});
