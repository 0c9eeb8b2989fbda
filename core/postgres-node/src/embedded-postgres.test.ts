import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import { Client } from "pg";
import { EmbeddedPostgresError, startEmbeddedPostgres } from "./index.ts";

setDefaultTimeout(60_000);

const isRoot = process.getuid?.() === 0;
const quiet = () => {};
const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };
let prepared = "";
let parent = "";
let dataDir = "";

beforeAll(async () => {
  prepared = mkdtempSync(join(tmpdir(), "checkstack-prepared-"));
  await (await startEmbeddedPostgres({ dataDir: join(prepared, "data"), logger, durable: false })).stop();
});
afterAll(() => rmSync(prepared, { recursive: true }));
/** For tests of anything but the first start: to make a database takes a second or more. */
const bringDatabase = (): void => void Bun.spawnSync(["cp", "-a", join(prepared, "data"), dataDir]);

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), "checkstack-postgres-"));
  dataDir = join(parent, "data");
});
afterEach(async () => {
  // A killed app's server takes a moment to end, and writes to the folder until then.
  while (await isRunning(await serverPid())) await Bun.sleep(20);
  rmSync(parent, { recursive: true, force: true });
});

const start = ({ durable = false } = {}) => startEmbeddedPostgres({ dataDir, logger, durable });

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on("error", quiet);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function failureOf(attempt: Promise<unknown>): Promise<EmbeddedPostgresError> {
  const error = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof EmbeddedPostgresError) return error;
  throw new Error("expected an EmbeddedPostgresError", { cause: error });
}

const textOf = (path: string) => readFile(path, "utf8").catch(() => "");

/** 0 when no server runs. */
const serverPid = async () => Number((await textOf(join(dataDir, "postgres/postmaster.pid"))).split("\n")[0]);

/** A process that ended and that nobody has asked about yet keeps its entry, but has no command any more. */
const isRunning = async (pid: number) => (await textOf(`/proc/${pid}/cmdline`)) !== "";

/** Starts the app of `hold-database.fixture.ts`, and answers with what it said first. */
async function holdInOtherProcess({ prefix = [], path = process.env.PATH }: { prefix?: string[]; path?: string } = {}) {
  const script = join(import.meta.dir, "hold-database.fixture.ts");
  const app = Bun.spawn([...prefix, process.execPath, script, dataDir], {
    env: { ...process.env, PATH: path },
    stdout: "pipe",
    stderr: "inherit",
  });
  const { value } = await app.stdout.getReader().read();
  return { app, said: new TextDecoder().decode(value).trim() };
}

test("what was stored is there after a stop and a start, at the same address", async () => {
  bringDatabase();
  const first = await start();
  await query(first.url, "create table kept as select 42 as answer");
  await first.stop();
  await using second = await start();
  expect(second.url).toBe(first.url);
  expect(await query(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
});

test("the database is closed to everyone who does not know its password", async () => {
  bringDatabase();
  await using postgres = await start();
  const url = new URL(postgres.url);
  url.password = "guess";
  await expect(query(url.href, "select 1")).rejects.toThrow("password authentication failed");
  expect(statSync(join(dataDir, "postgres")).mode & 0o777).toBe(0o700);
  expect(statSync(join(dataDir, "postgres.json")).mode & 0o777).toBe(0o600);
});

test("after a kill -9 of the app the next start has its data and no server is left over", async () => {
  bringDatabase();
  const { app, said: url } = await holdInOtherProcess();
  await query(url, "create table kept as select 42 as answer");
  const abandoned = await serverPid();
  app.kill("SIGKILL");
  await app.exited;
  await using postgres = await start();
  expect(await query(postgres.url, "select answer from kept")).toEqual([{ answer: 42 }]);
  expect(await serverPid()).not.toBe(abandoned);
  expect(await isRunning(abandoned)).toBe(false);
});

test("a server that outlived its app, where the system cannot prevent it, is ended by the next start", async () => {
  bringDatabase();
  chmodSync(parent, 0o711);
  const { app, said: url } = await holdInOtherProcess({ path: "" });
  await query(url, "create table kept as select 42 as answer");
  const orphan = await serverPid();
  app.kill("SIGKILL");
  await app.exited;
  expect(await isRunning(orphan)).toBe(true);
  await using postgres = await start();
  expect(await isRunning(orphan)).toBe(false);
  expect(await query(postgres.url, "select answer from kept")).toEqual([{ answer: 42 }]);
});

test("several apps on one data folder share its database, and another keeps it when the one that did is killed", async () => {
  bringDatabase();
  const { app, said: url } = await holdInOtherProcess();
  await query(url, "create table kept as select 42 as answer");
  await using second = await start();
  await using third = await start();
  expect([second.url, third.url]).toEqual([url, url]);
  const kept = await serverPid();
  app.kill("SIGKILL");
  await app.exited;
  while ((await serverPid()) === kept || !(await isRunning(await serverPid()))) await Bun.sleep(20);
  const answer = () => query(url, "select answer from kept").catch(() => undefined);
  let rows = await answer();
  while (!rows) rows = await answer();
  expect(rows).toEqual([{ answer: 42 }]);
  await using fourth = await start();
  expect(fourth.url).toBe(url);
});

test("an app that ends well leaves the database to those that still use it", async () => {
  bringDatabase();
  const first = await start();
  await using second = await start();
  await query(second.url, "create table kept as select 42 as answer");
  await first.stop();
  let rows;
  while (!rows) rows = await query(second.url, "select answer from kept").catch(() => undefined);
  expect(rows).toEqual([{ answer: 42 }]);
});

test("a server that is killed is started again at the same address, with what it had acknowledged", async () => {
  bringDatabase();
  await using postgres = await start({ durable: true });
  await query(postgres.url, "create table kept as select 42 as answer");
  const ended = Promise.withResolvers<string>();
  postgres.onExit(ended.resolve);
  process.kill(await serverPid(), "SIGKILL");
  expect(await ended.promise).toBe("signal SIGKILL");
  const answer = async (): Promise<unknown> => query(postgres.url, "select answer from kept").catch(answer);
  expect(await answer()).toEqual([{ answer: 42 }]);
});

test("a kill in the middle of the first start leaves nothing that the second stumbles over", async () => {
  mkdirSync(join(dataDir, "postgres.new/cluster"), { recursive: true });
  writeFileSync(join(dataDir, "postgres.new/cluster/PG_VERSION"), "18\n");
  await using postgres = await start();
  expect(await query(postgres.url, "select current_database()")).toEqual([{ current_database: "checkstack" }]);
  expect(existsSync(join(dataDir, "postgres.new"))).toBe(false);
});

test("a left-over process id that now belongs to another program is no obstacle", async () => {
  bringDatabase();
  const someoneElse = Bun.spawn(["sleep", "60"]);
  writeFileSync(join(dataDir, "postgres/postmaster.pid"), `${someoneElse.pid}\n${dataDir}/postgres\n`);
  await using postgres = await start();
  expect(await query(postgres.url, "select 1 as one")).toEqual([{ one: 1 }]);
  expect(someoneElse.killed).toBe(false);
  someoneElse.kill();
});

test("a port that was taken meanwhile is replaced by another", async () => {
  bringDatabase();
  const first = await start();
  await first.stop();
  using squatter = Bun.listen({
    hostname: "127.0.0.1",
    port: Number(new URL(first.url).port),
    socket: { data: quiet },
  });
  await using second = await start();
  expect(Number(new URL(second.url).port)).not.toBe(squatter.port);
  expect(await query(second.url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("a database of another version is refused and left alone", async () => {
  mkdirSync(join(dataDir, "postgres"), { recursive: true });
  writeFileSync(join(dataDir, "postgres/PG_VERSION"), "12\n");
  const { code, message } = await failureOf(start());
  expect(code).toBe("OTHER_VERSION");
  expect(message).toContain("was made by PostgreSQL 12, this is 18");
  expect(readFileSync(join(dataDir, "postgres/PG_VERSION"), "utf8")).toBe("12\n");
});

test("a folder that is no database is refused and left alone", async () => {
  mkdirSync(join(dataDir, "postgres"), { recursive: true });
  writeFileSync(join(dataDir, "postgres/thesis.txt"), "years of work");
  expect((await failureOf(start())).code).toBe("NOT_A_DATA_FOLDER");
  expect(existsSync(join(dataDir, "postgres/thesis.txt"))).toBe(true);
});

test("a lost password file is told, not replaced by another password", async () => {
  bringDatabase();
  rmSync(join(dataDir, "postgres.json"));
  expect((await failureOf(start())).code).toBe("ACCESS_LOST");
});

test("a file where the data folder should be gives a sentence about permission", async () => {
  writeFileSync(dataDir, "");
  const { code, message } = await failureOf(start());
  expect(code).toBe("NO_PERMISSION");
  expect(message).toContain(`The data folder "${dataDir}" cannot be written to`);
});

test("a path that PostgreSQL cannot work in is refused before anything is made", async () => {
  dataDir = join(parent, "two\nlines");
  expect((await failureOf(start())).code).toBe("ODD_PATH");
  expect(existsSync(dataDir)).toBe(false);
});

test("spaces, quotes and umlauts in the path are fine", async () => {
  dataDir = join(parent, `it's "my" $data; für alle`);
  await using postgres = await start();
  expect(await query(postgres.url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test.if(isRoot)("an ordinary user starts it as itself", async () => {
  chmodSync(parent, 0o755);
  mkdirSync(dataDir, { mode: 0o700 });
  chownSync(dataDir, 65534, 65534);
  const { app, said: url } = await holdInOtherProcess({
    prefix: ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"],
  });
  expect(await query(url, "select 1 as one")).toEqual([{ one: 1 }]);
  expect(statSync(`/proc/${await serverPid()}`).uid).toBe(65534);
  app.kill("SIGKILL");
  await app.exited;
});

test.if(isRoot)("root goes on as the user who owns the database", async () => {
  bringDatabase();
  chmodSync(parent, 0o711);
  chownSync(join(dataDir, "postgres"), 65534, 65534);
  await using postgres = await start();
  expect(await query(postgres.url, "select 1 as one")).toEqual([{ one: 1 }]);
  expect(statSync(`/proc/${await serverPid()}`).uid).toBe(65534);
});
