import { Client } from "pg";
import { testPostgres } from "./test-postgres.ts";

/** An empty database that only one test uses; disposing drops it, whoever is still connected. */
export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
}

/** Makes an empty database, of which any number of processes may have some: `await using database = await createTestDatabase()`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { adminUrl } = await testPostgres();
  const name = `test_${crypto.randomUUID().replaceAll("-", "").slice(0, 16)}`;
  await runAlone(adminUrl, `CREATE DATABASE ${name} STRATEGY file_copy`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    [Symbol.asyncDispose]: () => runAlone(adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function runAlone(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
