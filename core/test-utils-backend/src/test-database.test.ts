import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, setDefaultTimeout, test } from "bun:test";
import { Client } from "pg";
import { createTestDatabase, testPostgres } from "./index.ts";

setDefaultTimeout(60_000);

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

test("each database is empty and unknown to the others", async () => {
  await using one = await createTestDatabase();
  await using other = await createTestDatabase();
  await query(one.url, "create table notes (text text)");
  await expect(query(other.url, "select * from notes")).rejects.toThrow('relation "notes" does not exist');
});

test("a disposed database is gone, even if somebody is still connected", async () => {
  const database = await createTestDatabase();
  const client = new Client({ connectionString: database.url });
  const thrownOut = new Promise((resolve) => client.on("error", resolve));
  await client.connect();
  await database[Symbol.asyncDispose]();
  expect(await thrownOut).toBeInstanceOf(Error);
  await expect(query(database.url, "select 1")).rejects.toThrow("does not exist");
});

test("the server is one for the process, and nothing of it is left when the process has ended", async () => {
  const script = `
    import { testPostgres } from "${join(import.meta.dir, "index.ts")}";
    import { Client } from "pg";
    const [one, other] = await Promise.all([testPostgres(), testPostgres()]);
    const client = new Client({ connectionString: one.adminUrl });
    await client.connect();
    const { rows } = await client.query("show data_directory");
    console.log(JSON.stringify({ same: one === other, folder: rows[0].data_directory }));
    process.exit(0);
  `;
  const child = Bun.spawn([process.execPath, "-e", script], {
    cwd: import.meta.dir,
    stdout: "pipe",
    stderr: "inherit",
  });
  const { same, folder } = JSON.parse(await child.stdout.text());
  await child.exited;
  expect(same).toBe(true);
  expect(folder).toContain("checkstack-test-");
  while (existsSync(join(folder, ".."))) await Bun.sleep(20);
});

test("the tests of a process share one server", async () => {
  expect(await testPostgres()).toBe(await testPostgres());
});
