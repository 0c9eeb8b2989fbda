import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createTestDatabase, testPostgres } from "@checkstack/test-utils-backend";
import { Client } from "pg";
import { createGate } from "./gate.ts";

/** The plugin's schema and login as the platform makes them: no right on the database, nor on any other schema. */
export interface PluginSchema extends AsyncDisposable {
  readonly url: string;
  readonly schemaName: string;
  /** Ends every connection and lets none in, as while the server restarts. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
}

const SCHEMA = "plugin_queue-bullmq-backend";
const MIGRATIONS = join(import.meta.dir, "../../drizzle");

export async function createPluginSchema(): Promise<PluginSchema> {
  const database = await createTestDatabase();
  const { adminUrl } = await testPostgres();
  const role = `queue_${new URL(database.url).pathname.slice(1)}`;
  await run(database.url, [
    `create schema "${SCHEMA}"`,
    `create role ${role} login noinherit password 'x'`,
    `grant usage, create on schema "${SCHEMA}" to ${role}`,
    `alter role ${role} set search_path = "${SCHEMA}"`,
    "revoke all on schema public from public",
  ]);
  const url = new URL(database.url);
  const gate = await createGate({ host: url.hostname, port: Number(url.port) });
  url.username = role;
  url.password = "x";
  url.host = `127.0.0.1:${gate.port}`;
  const statements = readdirSync(MIGRATIONS)
    .toSorted()
    .flatMap((name) => readFileSync(join(MIGRATIONS, name, "migration.sql"), "utf8").split("--> statement-breakpoint"));
  await run(url.href, statements);

  return {
    url: url.href,
    schemaName: SCHEMA,
    goAway: gate.close,
    comeBack: gate.open,
    async [Symbol.asyncDispose]() {
      await gate[Symbol.asyncDispose]();
      await run(database.url, [`drop owned by ${role}`]);
      await database[Symbol.asyncDispose]();
      await run(adminUrl, [`drop role ${role}`]);
    },
  };
}

type Place = Pick<PluginSchema, "url" | "schemaName">;

/** The rows of any table of the schema whose text holds `text`, each as JSON. */
export async function rowsNaming({ url, schemaName }: Place, text: string): Promise<string[]> {
  const tables = await namesIn(
    url,
    "select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname = $1",
    [schemaName],
  );
  const found = tables.map((table) =>
    namesIn(url, `select row_to_json(t)::text as name from ${table} t where strpos(row_to_json(t)::text, $1) > 0`, [
      text,
    ]),
  );
  return (await Promise.all(found)).flat();
}

/** The sequences of queues: each has one, from its first job on. */
export const sequences = ({ url, schemaName }: Place): Promise<string[]> =>
  namesIn(
    url,
    "select sequencename as name from pg_sequences where schemaname = $1 and sequencename like 'bullmq\\_jid\\_%'",
    [schemaName],
  );

async function namesIn(url: string, sql: string, values: string[]): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ name: string }>(sql, values)).rows.map(({ name }) => name);
  } finally {
    await client.end();
  }
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
