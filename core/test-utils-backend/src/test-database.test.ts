import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { Client } from "pg";
import { createTestDatabase } from "./index.ts";
import { SHARED_SERVER } from "./test-postgres.ts";

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

/** A test file that tells where its server keeps its files, and whether it is the one that the environment names. */
const tellingTest = `
  import { expect, test } from "bun:test";
  import { Client } from "${Bun.resolveSync("pg", import.meta.dir)}";
  import { testPostgres } from "${join(import.meta.dir, "index.ts")}";
  test("tells", async () => {
    const [one, other] = await Promise.all([testPostgres(), testPostgres()]);
    expect(one).toBe(other);
    const client = new Client({ connectionString: one.adminUrl });
    await client.connect();
    const { rows } = await client.query("show data_directory");
    console.log("folder:" + rows[0].data_directory);
    await client.end();
  });
`;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "checkstack-telling-"));
  for (const name of ["one", "other"]) await Bun.write(join(folder, `${name}.test.ts`), tellingTest);
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs Bun on both test files; answers the folders of their servers. */
async function foldersOf(command: readonly string[]): Promise<string[]> {
  const { [SHARED_SERVER]: _, ...env } = process.env;
  const child = Bun.spawn([process.execPath, ...command], {
    cwd: folder,
    env,
    stdout: "pipe",
    stderr: "pipe",
  });
  const [output, errors, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  if (code !== 0) throw new Error(`bun ended with ${code}: ${errors}`);
  return [...`${output}\n${errors}`.matchAll(/folder:(\S+)/g)].map(([, path = ""]) => path);
}

async function areGone(folders: readonly string[]): Promise<void> {
  for (const path of folders) {
    expect(path).toContain("cs-test-");
    while (existsSync(join(path, ".."))) await Bun.sleep(20);
  }
}

test("the files of one process share a server, and nothing of it is left when the process has ended", async () => {
  const folders = await foldersOf(["test", "--timeout=60000"]);
  expect(folders).toHaveLength(2);
  expect(new Set(folders).size).toBe(1);
  await areGone(folders);
});

test("each file that runs on its own has a server, and nothing of it is left when the file is done", async () => {
  const folders = await foldersOf(["test", "--parallel=1", "--timeout=60000"]);
  expect(new Set(folders).size).toBe(2);
  await areGone(folders);
});

test("files that run on their own share the server of who started them", async () => {
  const folders = await foldersOf([
    join(import.meta.dir, "with-postgres.ts"),
    "test",
    "--parallel=1",
    "--timeout=60000",
  ]);
  expect(folders).toHaveLength(2);
  expect(new Set(folders).size).toBe(1);
  await areGone(folders);
});
