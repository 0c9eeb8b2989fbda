import { startEmbeddedPostgres } from "@checkstack/postgres-node";
import { Client } from "pg";

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** A PostgreSQL of the bench's own that counts statements, durable like a real one. */
export async function startCountingDatabase(dataDir: string): Promise<CountingDatabase> {
  const first = await startEmbeddedPostgres({ dataDir, logger: silent });
  const setup = await connect(first.url);
  await setup.query("alter system set shared_preload_libraries = 'pg_stat_statements'");
  await setup.end();
  await first.stop();
  const server = await startEmbeddedPostgres({ dataDir, logger: silent });
  const client = await connect(server.url);
  await client.query("create extension if not exists pg_stat_statements");
  return {
    url: server.url,
    client,
    async counts() {
      const { rows } = await client.query<{ statements: string; transactions: string }>(`
        select (select sum(calls) from pg_stat_statements) as statements,
               (select xact_commit + xact_rollback from pg_stat_database where datname = current_database()) as transactions`);
      return { statements: Number(rows[0]?.statements), transactions: Number(rows[0]?.transactions) };
    },
    async [Symbol.asyncDispose]() {
      await client.end();
      await server.stop();
    },
  };
}

export interface CountingDatabase extends AsyncDisposable {
  readonly url: string;
  readonly client: Client;
  /** Statements and transactions so far, of everybody. */
  counts(): Promise<{ statements: number; transactions: number }>;
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}
