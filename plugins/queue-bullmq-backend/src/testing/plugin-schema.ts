import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "@checkstack/backend-api";
import { createTestDatabase } from "@checkstack/test-utils-backend";
import { Client, Pool } from "pg";

/** The plugin's schema and login as the platform makes them: no right on the database, nor on any other schema. */
export interface PluginSchema extends AsyncDisposable {
  readonly url: string;
  readonly database: Pick<Database, "query" | "schemaName">;
}

const SCHEMA = "plugin_queue-bullmq-backend";
const MIGRATIONS = join(import.meta.dir, "../../drizzle");

export async function createPluginSchema(): Promise<PluginSchema> {
  const database = await createTestDatabase();
  const role = `queue_${new URL(database.url).pathname.slice(1)}`;
  await run(database.url, [
    `create schema "${SCHEMA}"`,
    `create role ${role} login noinherit password 'x'`,
    `grant usage, create on schema "${SCHEMA}" to ${role}`,
    `alter role ${role} set search_path = "${SCHEMA}"`,
    "revoke all on schema public from public",
  ]);
  const url = new URL(database.url);
  url.username = role;
  url.password = "x";
  const migrations = readdirSync(MIGRATIONS).toSorted();
  const statements = migrations.flatMap((name) =>
    readFileSync(join(MIGRATIONS, name, "migration.sql"), "utf8").split("--> statement-breakpoint"),
  );
  await run(url.href, statements);
  const pool = new Pool({ connectionString: url.href, max: 4 });
  pool.on("error", () => {}); // Dropping the database ends idle connections.

  return {
    url: url.href,
    database: {
      schemaName: SCHEMA,
      query: async (sql, parameters) => (await pool.query(sql, parameters && [...parameters])).rows,
    },
    async [Symbol.asyncDispose]() {
      await pool.end();
      await run(database.url, [`drop owned by ${role}`, `drop role ${role}`]);
      await database[Symbol.asyncDispose]();
    },
  };
}

async function run(url: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}
