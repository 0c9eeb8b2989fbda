import { Client } from "pg";

/** Asks the database behind the platform's back. */
export async function queryOnce(
  { databaseUrl }: { databaseUrl: string },
  sql: string,
  values: readonly unknown[],
): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<object>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}
