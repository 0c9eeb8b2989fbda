import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Database, Queries } from "@checkstack/backend-api";
import { createTestDatabase } from "@checkstack/test-utils-backend";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";

export interface OpenTestDatabase extends AsyncDisposable {
  readonly database: Database;
  readonly url: string;
}

/** An empty database with this plugin's tables, on a real PostgreSQL. */
export async function openTestDatabase(): Promise<OpenTestDatabase> {
  const empty = await createTestDatabase();
  const connection = connectTo(empty.url);
  for (const sql of await migrations()) await connection.database.query(sql);
  return {
    url: empty.url,
    database: connection.database,
    async [Symbol.asyncDispose]() {
      await connection[Symbol.asyncDispose]();
      await empty[Symbol.asyncDispose]();
    },
  };
}

/** A database that is there already, as another process sees it. */
export function connectTo(url: string): { readonly database: Database } & AsyncDisposable {
  const pool = new pg.Pool({ connectionString: url, max: 4, connectionTimeoutMillis: 2000 });
  // Without a listener a stopped server would end the test.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const database: Database = {
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
        await client.query("rollback").catch(() => undefined);
        throw error;
      } finally {
        client.release();
      }
    },
  };
  return { database, [Symbol.asyncDispose]: () => pool.end() };
}

function queriesOver(connection: pg.Pool | pg.PoolClient): Queries {
  return {
    db: drizzle({ client: connection }),
    query: async (sql, parameters) => (await connection.query(sql, parameters && [...parameters])).rows,
  };
}

async function migrations(): Promise<string[]> {
  const folder = join(import.meta.dir, "../../drizzle");
  const names = (await readdir(folder)).toSorted();
  return Promise.all(names.map((name) => readFile(join(folder, name, "migration.sql"), "utf8")));
}
