import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, setDefaultTimeout, test } from "bun:test";
import { createTestDatabase } from "@checkstack/test-utils-backend";
import * as z from "zod";
import { readJson } from "./testing/read-json.ts";
import { startApp, type AppOptions } from "./testing/app.ts";
import { until } from "./testing/until.ts";

setDefaultTimeout(60_000);

const root = mkdtempSync(join(tmpdir(), "checkstack-main-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const folder = (name: string): string => join(root, name);

/** What it says of a start that cannot be: one line, without a stack. */
async function refusal(options: AppOptions): Promise<string> {
  const { code, stderr } = await startApp(options).ended;
  expect(code).toBe(1);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(stderr).toStartWith("Checkstack cannot start. ");
  return stderr.trimEnd().slice("Checkstack cannot start. ".length);
}

test("what keeps it from starting is told in one sentence, with exit code 1", async () => {
  await using taken = Bun.serve({ port: 0, hostname: "0.0.0.0", fetch: () => new Response() });
  const file = folder("a-file");
  writeFileSync(file, "");
  const old = folder("old");
  mkdirSync(join(old, "postgres"), { recursive: true });
  writeFileSync(join(old, "postgres/PG_VERSION"), "12\n");
  const dataDir = folder("never-made");
  const closed = "postgres://somebody:hunter2@127.0.0.1:1/nowhere";
  const starts: [AppOptions, string][] = [
    [{ env: { PORT: "web" } }, 'PORT: "web" is not right'],
    [{ args: ["--plugin=x"] }, 'Unknown argument "--plugin=x"'],
    [{ env: { PORT: String(taken.port), CHECKSTACK_DATA_DIR: dataDir } }, `Port ${taken.port} cannot be opened`],
    [{ env: { CHECKSTACK_DATA_DIR: file } }, `The data folder "${file}" cannot be written to`],
    [{ env: { CHECKSTACK_DATA_DIR: old } }, `The database in "${join(old, "postgres")}" was made by PostgreSQL 12`],
    [{ env: { DATABASE_URL: closed, CHECKSTACK_DATA_DIR: dataDir } }, "The database cannot be used: "],
    [{ env: { DATABASE_URL: closed, CHECKSTACK_DATA_DIR: file } }, "The secret in "],
  ];
  for (const [options, expected] of starts) {
    const sentence = await refusal(options);
    expect(sentence).toStartWith(expected);
    expect(sentence).not.toContain("hunter2");
  }
});

/** The process id of the PostgreSQL in a data folder. */
const postgresOf = (dataDir: string): number =>
  Number(readFileSync(join(dataDir, "postgres/postmaster.pid"), "utf8").split("\n", 1)[0]);

const isGone = (dataDir: string, pid: number): boolean =>
  !existsSync(`/proc/${pid}/cmdline`) || !readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(dataDir);

const isSetUp = async (url: string): Promise<boolean> =>
  (await readJson(await fetch(`${url}/api/auth/session`), z.object({ setUp: z.boolean() }))).setUp;

test("a data folder outlives stops, a second app and a kill -9, and nothing keeps it", async () => {
  const dataDir = folder("life");
  const env = { CHECKSTACK_DATA_DIR: dataDir };

  const first = startApp({ env });
  const url = await first.ready;
  expect((await fetch(`${url}/api/health/ready`)).status).toBe(200);
  expect(await isSetUp(url)).toBe(false);
  const account = { name: "Ada", email: "ada@example.org", password: "correct horse battery staple" };
  const setUp = await fetch(`${url}/api/auth/set-up`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(account),
  });
  expect(setUp.status).toBe(200);

  const beside = startApp({ env });
  const besideUrl = await beside.ready;
  expect(besideUrl).not.toBe(url);
  expect(await isSetUp(besideUrl)).toBe(true);
  beside.kill("SIGTERM");
  expect(await beside.ended).toEqual({ code: 0, stderr: "" });
  expect((await fetch(`${url}/api/health/ready`)).status).toBe(200);

  const postgres = postgresOf(dataDir);
  first.kill("SIGTERM");
  expect(await first.ended).toEqual({ code: 0, stderr: "" });
  expect(isGone(dataDir, postgres)).toBe(true);

  const second = startApp({ env });
  expect(await isSetUp(await second.ready)).toBe(true);
  const orphan = postgresOf(dataDir);
  second.kill("SIGKILL");
  await second.ended;

  const third = startApp({ env });
  expect(await isSetUp(await third.ready)).toBe(true);
  expect(isGone(dataDir, orphan)).toBe(true);
  const last = postgresOf(dataDir);
  third.kill("SIGINT");
  expect(await third.ended).toEqual({ code: 0, stderr: "" });
  expect(isGone(dataDir, last)).toBe(true);
});

test("a stop in the middle of the start is clean", async () => {
  const dataDir = folder("broken-off");
  const app = startApp({ env: { CHECKSTACK_DATA_DIR: dataDir } });
  await until(() => existsSync(join(dataDir, "postgres.new")) || existsSync(join(dataDir, "postgres")));
  app.kill("SIGTERM");
  expect(await app.ended).toEqual({ code: 0, stderr: "" });
  expect(existsSync(join(dataDir, "postgres/postmaster.pid"))).toBe(false);
});

test("DATABASE_URL runs it on a database of one's own, and a second start finds all again", async () => {
  await using database = await createTestDatabase();
  const env = { DATABASE_URL: database.url, CHECKSTACK_DATA_DIR: folder("secret-only") };
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    const app = startApp({ env });
    expect((await fetch(`${await app.ready}/api/health/ready`)).status).toBe(200);
    app.kill(signal);
    expect(await app.ended).toEqual({ code: 0, stderr: "" });
  }
  expect(existsSync(join(env.CHECKSTACK_DATA_DIR, "postgres"))).toBe(false);
  const wrong = new URL(database.url);
  wrong.password = "hunter2";
  expect(await refusal({ env: { ...env, DATABASE_URL: wrong.href } })).toStartWith(
    "The database cannot be used: password authentication failed",
  );
});

test.if(process.getuid?.() === 0)("an ordinary user runs it in a folder of their own", async () => {
  const nobody = 65534;
  const home = mkdtempSync(join(tmpdir(), "checkstack-nobody-"));
  try {
    chownSync(home, nobody, nobody);
    const app = startApp({ env: { CHECKSTACK_DATA_DIR: join(home, "data") }, uid: nobody });
    expect((await fetch(`${await app.ready}/api/health/ready`)).status).toBe(200);
    app.kill("SIGTERM");
    expect(await app.ended).toEqual({ code: 0, stderr: "" });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});

test("--plugins runs those, and what every process runs, alone", async () => {
  await using database = await createTestDatabase();
  const env = { DATABASE_URL: database.url, CHECKSTACK_DATA_DIR: folder("few") };
  const app = startApp({ env, args: ["--plugins=catalog-backend,auth-*"] });
  const url = await app.ready;
  const ready = await readJson(
    await fetch(`${url}/api/health/ready`),
    z.object({ plugins: z.record(z.string(), z.unknown()) }),
  );
  expect(Object.keys(ready.plugins).toSorted()).toEqual([
    "auth",
    "auth-credential",
    "catalog",
    "queue",
    "queue-bullmq",
    "queue-memory",
  ]);
  // It is known, and nobody runs it.
  expect((await fetch(`${url}/api/healthcheck/checks`)).status).toBe(503);
  expect((await fetch(`${url}/api/nobody/things`)).status).toBe(404);
  app.kill("SIGTERM");
  expect((await app.ended).code).toBe(0);
  // Only the database knows what is installed.
  expect(await refusal({ env, args: ["--plugins=catalog-backend,nowhere-*"] })).toStartWith(
    '--plugins names "nowhere-*", which no plugin is called',
  );
});
