import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sqlStateOf, type Clock, type Database, type Logger } from "@checkstack/backend-api";
import { createTestDatabase, type TestDatabase } from "@checkstack/test-utils-backend";
import { eq } from "drizzle-orm";
import { integer, pgTable, text } from "drizzle-orm/pg-core";
import { Client } from "pg";
import { createSecretBox } from "../secrets/secret-box.ts";
import { connectDatabaseServer, type DatabaseServer, type DatabaseServerOptions } from "./database-server.ts";

setDefaultTimeout(60_000);

const clock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };
const logger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
const secrets = createSecretBox(new Uint8Array(32).fill(1));

const a = { pluginId: "a", schemaName: "plugin_a-backend" };
const b = { pluginId: "b", schemaName: "plugin_b-backend" };

let home: TestDatabase;
let server: DatabaseServer;
let folder = "";

const connect = (options: Partial<DatabaseServerOptions> = {}) =>
  connectDatabaseServer({ url: home.url, secrets, clock, logger, ...options });

/** Writes one migration and answers the folder that holds it. */
async function migration(name: string, sql: string, into?: string): Promise<string> {
  const at = into ?? (await mkdtemp(join(folder, "migrations-")));
  await mkdir(join(at, name), { recursive: true });
  await writeFile(join(at, name, "migration.sql"), sql);
  return at;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "checkstack-database-"));
  home = await createTestDatabase();
  server = await connect();
  await server.prepare({
    ...a,
    migrationsFolder: await migration(
      "0001_things",
      "create table things (id int primary key, name text not null);\n--> statement-breakpoint\ncreate index on things (name);",
    ),
  });
  await server.prepare({ ...b, migrationsFolder: await migration("0001_secrets", "create table secrets (v text)") });
});

afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await home?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const fails = async (work: Promise<unknown>): Promise<{ message: string; state: string | undefined }> => {
  try {
    await work;
  } catch (error) {
    return { message: String(error), state: sqlStateOf(error) };
  }
  throw new Error("it did not fail");
};

test("a plugin writes and reads its own tables, plainly and with Drizzle", async () => {
  await using database = server.open(a);
  const things = pgTable("things", { id: integer().primaryKey(), name: text().notNull() });
  await database.query("insert into things values ($1, $2), ($3, $4)", [1, "one", 2, "two"]);
  for (let time = 0; time < 3; time++)
    expect(await database.query<{ name: string }>("select name from things where id = $1", [2])).toEqual([
      { name: "two" },
    ]);
  await database.db.insert(things).values({ id: 3, name: "three" });
  expect(await database.db.select().from(things).where(eq(things.id, 3))).toEqual([{ id: 3, name: "three" }]);
  const { state } = await fails(database.db.insert(things).values({ id: 3, name: "again" }));
  expect(state).toBe("23505");
  await database.query("delete from things");
});

test("a transaction is kept whole or rolled back whole, and its handle is dead afterwards", async () => {
  await using database = server.open(a);
  const things = pgTable("things", { id: integer().primaryKey(), name: text().notNull() });
  let kept: Database["query"] | undefined;
  await database.transaction(async (tx) => {
    kept = tx.query;
    await tx.query("insert into things values ($1, $2)", [10, "kept"]);
    await tx.db.insert(things).values({ id: 11, name: "kept too" });
    await tx.db
      .transaction(async (inner) => {
        await inner.insert(things).values({ id: 12, name: "inner" });
        throw new Error("only the savepoint");
      })
      .catch(() => undefined);
  });
  expect((await fails(kept?.("select 1") ?? Promise.resolve())).message).toContain("the transaction has ended");
  await fails(
    database.transaction(async (tx) => {
      await tx.query("insert into things values (13, 'lost')");
      throw new Error("no");
    }),
  );
  await fails(
    database.db.transaction(async (tx) => {
      await tx.insert(things).values({ id: 14, name: "lost" });
      throw new Error("no");
    }),
  );
  const swallowed = await fails(
    database.transaction(async (tx) => {
      await tx.query("insert into things values (15, 'lost')");
      await tx.query("select 1/0").catch(() => undefined);
    }),
  );
  expect(swallowed.message).toContain("was rolled back, because a statement in it had failed");
  expect(await database.query("select id from things order by id")).toEqual([{ id: 10 }, { id: 11 }]);
  await database.query("delete from things");
});

test("an error names the schema and the statement, keeps its SQLSTATE, and shows no parameters", async () => {
  await using database = server.open(a);
  const { message, state } = await fails(database.query("select *\n  from nowhere where x = $1", ["hush"]));
  expect(message).toBe(
    'DatabaseQueryError: schema "plugin_a-backend": relation "nowhere" does not exist (42P01) in: select * from nowhere where x = $1',
  );
  expect(state).toBe("42P01");
});

test("as a plugin's login PostgreSQL denies everything beyond the plugin's own schema", async () => {
  await using database = server.open(a);
  await server.core.query(`insert into "${b.schemaName}".secrets values ('b')`);
  const [{ role } = { role: "" }] = await server.core.query<{ role: string }>(
    "select role_name as role from plugin_logins where plugin_id = 'b'",
  );
  const admin = new URL(home.url).username;
  const denied = [
    `select * from "${b.schemaName}".secrets`,
    `insert into "${b.schemaName}".hook_outbox values (gen_random_uuid(), 'b.x', '{}')`,
    "select * from public.plugin_logins",
    "create table public.mine (x int)",
    `create table "${b.schemaName}".mine (x int)`,
    "create schema mine",
    `set role "${admin}"`,
    `set role "${role}"`,
    `set session authorization "${role}"`,
    `select set_config('role', '${admin}', false)`,
    `select set_config('session_authorization', '${admin}', false)`,
    "copy hook_outbox to program 'cat'",
    "copy hook_outbox from program 'cat'",
    "copy hook_outbox to '/tmp/x'",
    "select pg_read_file('/etc/passwd')",
    "select rolpassword from pg_authid",
    "alter system set log_min_messages = 'panic'",
    "create role mine",
    "create function mine() returns int language c as 'libc', 'getpid'",
    // What the core empties must not run the plugin's code with the core's rights.
    "create function spy() returns trigger language plpgsql as 'begin return null; end'; create trigger spy before delete on hook_outbox execute function spy()",
    "create rule spy as on insert to hook_outbox do instead nothing",
    "drop table hook_outbox",
    "alter table hook_outbox rename to gone",
    "select * from hook_outbox",
    `drop schema "${a.schemaName}" cascade`,
    `alter schema "${a.schemaName}" rename to gone`,
  ];
  for (const attempt of denied) {
    const { state } = await fails(database.query(attempt));
    expect(`${attempt}: ${state}`).toBe(`${attempt}: 42501`);
  }
  // These are allowed and change nothing: the login itself is the boundary.
  await database.query(`reset role; reset session authorization; set search_path = public, "${b.schemaName}"`);
  expect((await fails(database.query("select * from public.plugin_logins"))).state).toBe("42501");
  const definer = `create function "${a.schemaName}".steal() returns setof text security definer language plpgsql as`;
  await database.query(`${definer} 'begin return query select v from "${b.schemaName}".secrets; end'`);
  expect((await fails(database.query(`select "${a.schemaName}".steal()`))).state).toBe("42501");
});

test("two Checkstack databases in one cluster have logins of their own", async () => {
  await using second = await createTestDatabase();
  await using other = await connect({ url: second.url });
  await other.prepare(a);
  await using database = other.open(a);
  const [there] = await database.query("select current_user::text as name");
  await using here = server.open(a);
  const [mine] = await here.query("select current_user::text as name");
  expect(there).not.toEqual(mine ?? {});
});

test("two starts at once migrate once, and the plugin owns what its migrations made", async () => {
  const racer = { pluginId: "racer", schemaName: "plugin_racer-backend" };
  const migrationsFolder = await migration("0001", "create table once (id int)");
  await migration("0002", "insert into once values (1)", migrationsFolder);
  await using second = await connect();
  await Promise.all([server.prepare({ ...racer, migrationsFolder }), second.prepare({ ...racer, migrationsFolder })]);
  await using database = second.open(racer);
  expect(await database.query("select * from once")).toEqual([{ id: 1 }]);
  const [owner] = await database.query(
    "select tableowner = current_user as own from pg_tables where tablename = 'once'",
  );
  expect(owner).toEqual({ own: true });
});

test("a failing migration changes nothing and names its file; repaired, it runs", async () => {
  const plugin = { pluginId: "broken", schemaName: "plugin_broken-backend" };
  const migrationsFolder = await migration("0001", "create table half (id int);\n--> statement-breakpoint\nselect 1/0");
  const { message } = await fails(server.prepare({ ...plugin, migrationsFolder }));
  expect(message).toContain(`${migrationsFolder}/0001/migration.sql failed and changed nothing`);
  expect(message).toContain("division by zero");
  await migration("0001", "create table half (id int)", migrationsFolder);
  await server.prepare({ ...plugin, migrationsFolder });
});

test("an edited migration is refused by its name; other line ends are no edit", async () => {
  const plugin = { pluginId: "edited", schemaName: "plugin_edited-backend" };
  const migrationsFolder = await migration("0001", "create table x (\n  id int\n)");
  await server.prepare({ ...plugin, migrationsFolder });
  await migration("0001", "create table x (\r\n  id int\r\n)", migrationsFolder);
  await server.prepare({ ...plugin, migrationsFolder });
  await migration("0001", "create table x (id int)", migrationsFolder);
  const { message } = await fails(server.prepare({ ...plugin, migrationsFolder }));
  expect(message).toContain("0001/migration.sql was edited after it had been applied");
});

test("a migration runs with the plugin's rights, not with the core's", async () => {
  const plugin = { pluginId: "escape", schemaName: "plugin_escape-backend" };
  const migrationsFolder = await migration("0001", "reset role;\n--> statement-breakpoint\ntable public.plugin_logins");
  const { message } = await fails(server.prepare({ ...plugin, migrationsFolder }));
  expect(message).toContain("permission denied for schema public");
});

test("statements prepared before a migration work after it", async () => {
  const plugin = { pluginId: "upgraded", schemaName: "plugin_upgraded-backend" };
  const migrationsFolder = await migration("0001", "create table x (id int)");
  await server.prepare({ ...plugin, migrationsFolder });
  await using database = server.open(plugin);
  for (let time = 0; time < 4; time++) await database.query("select * from x where id = $1", [1]);
  await migration("0002", "alter table x add column name text default 'n'", migrationsFolder);
  await server.prepare({ ...plugin, migrationsFolder });
  await database.query("insert into x values (1)");
  expect(await database.query("select * from x where id = $1", [1])).toEqual([{ id: 1, name: "n" }]);
});

test("a schema has one plugin, and a name that PostgreSQL would cut is refused", async () => {
  expect((await fails(server.prepare({ ...a, pluginId: "thief" }))).message).toContain("another plugin has it");
  const long = { pluginId: "long", schemaName: `plugin_${"x".repeat(60)}` };
  expect((await fails(server.prepare(long))).message).toContain("longer than 63 bytes");
});

test("a login survives a restart of the process, and one lost from the cluster is made again", async () => {
  const plugin = { pluginId: "restored", schemaName: "plugin_restored-backend" };
  await server.prepare({ ...plugin, migrationsFolder: await migration("0001", "create table x (id int)") });
  await using again = await connect();
  await again.prepare(plugin);
  await using database = again.open(plugin);
  await database.query("insert into x values (1)");
  await database[Symbol.asyncDispose]();

  const [{ role } = { role: "" }] = await server.core.query<{ role: string }>(
    "select role_name as role from plugin_logins where plugin_id = 'restored'",
  );
  await server.core.query(`reassign owned by "${role}" to current_user; drop owned by "${role}"; drop role "${role}"`);
  await again.prepare(plugin);
  await using anew = again.open(plugin);
  expect(await anew.query("select * from x")).toEqual([{ id: 1 }]);
});

test("dropping a plugin takes its schema, its login and its data, and leaves the others", async () => {
  const plugin = { pluginId: "leaving", schemaName: "plugin_leaving-backend" };
  await server.prepare({ ...plugin, migrationsFolder: await migration("0001", "create table x (id int)") });
  await server.core.query(
    `insert into plugin_configs (id, plugin_id, key, version, data, written_at, is_current)
     values (gen_random_uuid(), 'leaving', 'k', 1, '{}', now(), true), (gen_random_uuid(), 'a', 'k', 1, '{}', now(), true)`,
  );
  await server.drop([plugin]);
  expect(await server.core.query("select plugin_id from plugin_configs")).toEqual([{ plugin_id: "a" }]);
  expect(await server.core.query("select 1 from pg_namespace where nspname = $1", [plugin.schemaName])).toEqual([]);
  expect(await server.core.query("select 1 from pg_roles where rolname like '%leaving%'")).toEqual([]);
  await server.prepare(plugin);
});

test("without isolation a plugin still works in its own schema, and gets its tables when isolation returns", async () => {
  const plugin = { pluginId: "shared", schemaName: "plugin_shared-backend" };
  const migrationsFolder = await migration(
    "0001",
    "create type mood as enum ('ok'); create table x (id serial, m mood)",
  );
  await using open = await connect({ isolation: "off" });
  await open.prepare({ ...plugin, migrationsFolder });
  await using shared = open.open(plugin);
  await shared.query("insert into x (m) values ('ok')");
  await migration("0002", "alter table x add column y int; alter type mood add value 'bad'", migrationsFolder);
  // The ledger is adopted with the tables.
  await server.prepare({ ...plugin, migrationsFolder });
  await using database = server.open(plugin);
  expect(await database.query("select * from x")).toEqual([{ id: 1, m: "ok", y: null }]);
});

test("a login that may not make roles is told the statements to run, and needs no more than them", async () => {
  await using target = await createTestDatabase();
  const admin = new Client({ connectionString: target.url });
  await admin.connect();
  const user = `plain_${Bun.randomUUIDv7().slice(-12)}`;
  await admin.query(`create role ${user} login password 'plain'`);
  const url = Object.assign(new URL(target.url), { username: user, password: "plain" }).href;
  const name = new URL(url).pathname.slice(1);
  const { message } = await fails(connect({ url }));
  expect(message).toBe(
    `DatabaseSetupError: the database login "${user}" may not give each plugin a login of its own; run this once as an administrator: grant create on database "${name}" to "${user}"; alter schema public owner to "${user}"; alter role "${user}" createrole;`,
  );
  await admin.query(message.slice(message.indexOf("grant")));
  await admin.end();
  await using plain = await connect({ url });
  await plain.prepare({ ...a, migrationsFolder: await migration("0001", "create table x (id int)") });
  await using database = plain.open(a);
  expect(await database.query("select * from x")).toEqual([]);
  expect((await fails(database.query("select * from public.plugin_logins"))).state).toBe("42501");
  await plain.drop([a]);
});

test("a database URL that is none is refused with an example", async () => {
  expect((await fails(connect({ url: "localhost:5432" }))).message).toContain("DATABASE_URL is not a URL such as");
});
