import { afterAll, beforeAll, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import type { Clock, ConfigStore, Logger } from "@checkstack/backend-api";
import { defineConfig, secretText, SECRET_UNCHANGED } from "@checkstack/common";
import { createTestDatabase, type TestDatabase } from "@checkstack/test-utils-backend";
import * as z from "zod";
import { connectDatabaseServer, type DatabaseServer } from "../database/database-server.ts";
import { createSecretBox } from "../secrets/secret-box.ts";
import { createConfigRows } from "./config-rows.ts";
import { createConfigStore } from "./config-store.ts";

setDefaultTimeout(60_000);

let time = Date.UTC(2030, 0, 1);
const clock: Clock = { now: () => (time += 1000), monotonic: () => performance.now() };
const logger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
const secrets = createSecretBox(new Uint8Array(32).fill(1));

let database: TestDatabase;
let server: DatabaseServer;
let store: ConfigStore;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await connectDatabaseServer({ url: database.url, secrets, clock, logger });
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await database?.[Symbol.asyncDispose]();
});
beforeEach(async () => {
  await server.core.query("truncate plugin_configs");
  store = storeOf("slack");
});

const storeOf = (pluginId: string): ConfigStore =>
  createConfigStore({ database: server.core, pluginId, secrets, clock });

const settings = defineConfig({
  version: 1,
  schema: z.object({
    channel: z.string().default("#alerts"),
    token: secretText().optional(),
    hooks: z.array(z.object({ id: z.string(), key: secretText() })).default([]),
  }),
});

const stored = async (): Promise<string> => JSON.stringify(await server.core.query("select data from plugin_configs"));

test("what was never written reads as the defaults of the schema", async () => {
  expect(await store.read("settings", settings)).toEqual({ channel: "#alerts", hooks: [] });
});

test("what is written is read back, by key and by plugin", async () => {
  await store.write("settings", settings, { channel: "#ops" });
  await storeOf("mail").write("settings", settings, { channel: "mail" });
  expect(await store.read("settings", settings)).toEqual({ channel: "#ops", hooks: [] });
  expect(await store.read("other", settings)).toEqual({ channel: "#alerts", hooks: [] });
});

test("what does not fit the schema is not written", async () => {
  const strict = defineConfig({ version: 1, schema: z.object({ channel: z.string().min(3).default("abc") }) });
  expect(store.write("settings", strict, { channel: "x" })).rejects.toThrow();
  expect(await store.history("settings")).toEqual([]);
});

test("secrets are sealed in the database, everywhere in the data, and open only at their own place", async () => {
  await store.write("settings", settings, { token: "canary-1", hooks: [{ id: "a", key: "canary-2" }] });
  expect(await stored()).not.toContain("canary");
  expect(await store.read("settings", settings)).toMatchObject({
    token: "canary-1",
    hooks: [{ id: "a", key: "canary-2" }],
  });
  await server.core.query("update plugin_configs set plugin_id = 'mail'");
  expect(storeOf("mail").read("settings", settings)).rejects.toThrow(
    "the secret at public.plugin_configs/mail/settings/hooks/0/key cannot be decrypted",
  );
});

test("a secret that is left alone is kept, and one that moves within a list goes along", async () => {
  await store.write("settings", settings, {
    token: "t",
    hooks: [
      { id: "a", key: "for a" },
      { id: "b", key: "for b" },
    ],
  });
  await store.write("settings", settings, { channel: "#new", hooks: [{ id: "b", key: SECRET_UNCHANGED }] });
  expect(await store.read("settings", settings)).toEqual({
    channel: "#new",
    token: "t",
    hooks: [{ id: "b", key: "for b" }],
  });
  expect(store.write("settings", settings, { hooks: [{ id: "c", key: SECRET_UNCHANGED }] })).rejects.toThrow(
    "the secret at /hooks/0/key cannot be kept",
  );
});

test("the history shows every record, newest first, without secrets, and keeps fifty", async () => {
  for (let n = 0; n < 52; n++) await store.write("settings", settings, { channel: `#${n}`, token: `canary-${n}` });
  const history = await store.history("settings");
  expect(history).toHaveLength(50);
  expect(history[0]).toMatchObject({
    pluginId: "slack",
    version: 1,
    data: { channel: "#51", token: SECRET_UNCHANGED },
  });
  expect(history[49]?.data).toMatchObject({ channel: "#2" });
  expect(JSON.stringify(history)).not.toContain("canary");
  expect(await server.core.query("select count(*)::int as n from plugin_configs")).toEqual([{ n: 50 }]);
});

test("an earlier record becomes the current one again, with its secrets, as a record of its own", async () => {
  await store.write("settings", settings, { channel: "#one", token: "first" });
  await store.write("settings", settings, { channel: "#two", token: "second" });
  const [, earlier] = await store.history("settings");
  await store.rollback("settings", earlier?.id ?? "");
  expect(await store.read("settings", settings)).toMatchObject({ channel: "#one", token: "first" });
  expect(await store.history("settings")).toHaveLength(3);
  expect(store.rollback("other", earlier?.id ?? "")).rejects.toThrow("has no record");
  expect(store.rollback("settings", "nonsense")).rejects.toThrow("has no record nonsense");
});

const next = defineConfig({
  version: 3,
  schema: z.object({ room: z.string(), credentials: z.object({ token: secretText() }) }),
  migrations: {
    2: (data) => ({ ...z.looseObject({ channel: z.string() }).parse(data), renamed: true }),
    3: (data) => {
      const { channel, token } = z.object({ channel: z.string(), token: z.string() }).parse(data);
      return { room: channel, credentials: { token } };
    },
  },
});

test("reading migrates, seals the secrets at their new places, and tells where the record came from", async () => {
  await store.write("settings", settings, { channel: "#ops", token: "canary" });
  const read = () => store.read("settings", next);
  const expected = { room: "#ops", credentials: { token: "canary" } };
  expect(await Promise.all([read(), read(), read()])).toEqual([expected, expected, expected]);
  expect(await read()).toEqual(expected);
  expect(await stored()).not.toContain("canary");
  const history = await store.history("settings");
  expect(history).toHaveLength(2);
  expect(history[0]).toMatchObject({
    version: 3,
    originalVersion: 1,
    data: { credentials: { token: SECRET_UNCHANGED } },
  });
  expect(history[0]?.migratedAt).toBeInstanceOf(Date);
  expect(history[1]).toMatchObject({ version: 1 });
  expect(history[1]?.migratedAt).toBeUndefined();
});

test("a write of a later version keeps the secret of an earlier one", async () => {
  await store.write("settings", settings, { channel: "#ops", token: "kept" });
  await store.write("settings", next, { room: "r", credentials: { token: SECRET_UNCHANGED } });
  expect(await store.read("settings", next)).toEqual({ room: "r", credentials: { token: "kept" } });
});

test("a plugin that was rolled back reads and writes what it had before, and the later version its own", async () => {
  await store.write("settings", settings, { channel: "#ops", token: "t" });
  await store.read("settings", next);
  for (let n = 0; n < 60; n++) await store.write("settings", next, { room: `r${n}`, credentials: { token: "later" } });
  expect(await store.read("settings", settings)).toEqual({ channel: "#ops", token: "t", hooks: [] });
  expect(await store.read("settings", next)).toEqual({ room: "r59", credentials: { token: "later" } });

  await store.write("settings", settings, { channel: "#back", token: SECRET_UNCHANGED });
  expect(await store.read("settings", settings)).toMatchObject({ channel: "#back", token: "t" });
  expect(await store.read("settings", next)).toEqual({ room: "#back", credentials: { token: "t" } });
});

test("what a later version wrote first reads as the defaults before it", async () => {
  await store.write("settings", next, { room: "r", credentials: { token: "t" } });
  expect(await store.read("settings", settings)).toEqual({ channel: "#alerts", hooks: [] });
});

test("versions without end leave no history without end", async () => {
  const rows = createConfigRows(server.core, "slack");
  const made = { data: {}, writtenAt: new Date(), migratedAt: null, originalVersion: null };
  for (let version = 1; version <= 60; version++) await rows.replace("settings", () => ({ ...made, version }));
  expect(await server.core.query("select count(*)::int as kept from plugin_configs")).toEqual([{ kept: 50 }]);
  expect((await rows.current("settings"))?.version).toBe(60);
});

test("writes at once all end in the history, one of them current", async () => {
  await Promise.all(Array.from({ length: 10 }, (_, n) => store.write("settings", settings, { channel: `#${n}` })));
  expect(await store.history("settings")).toHaveLength(10);
  expect(await server.core.query("select 1 from plugin_configs where is_current")).toHaveLength(1);
});

test("data that looks sealed is refused", async () => {
  const open = defineConfig({ version: 1, schema: z.looseObject({}) });
  expect(store.write("settings", open, { a: { $sealed: "v1.x" } })).rejects.toThrow(
    'the value at /a has a key "$sealed"',
  );
});
