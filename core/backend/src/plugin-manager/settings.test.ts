import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import * as z from "zod";
import { setUpAdministrator, signInUser, type SignedIn } from "../testing/people.ts";
import { workspacePlugins } from "../testing/plugin-source.ts";
import { readJson } from "../testing/read-json.ts";
import { createHome, runPlatform, type Home, type RunningPlatform } from "../testing/run-platform.ts";

setDefaultTimeout(60_000);

let home: Home;
let platform: RunningPlatform;
let ada: SignedIn;

beforeAll(async () => {
  home = await createHome();
  platform = await runPlatform({ home, plugins: await workspacePlugins() });
  ada = await setUpAdministrator(platform);
});
afterAll(async () => {
  await platform[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
});

const SETTINGS = "/api/pluginmanager/plugins/healthcheck/settings";
const settingSchema = z.looseObject({
  key: z.string(),
  title: z.string(),
  version: z.number(),
  schema: z.looseObject({ properties: z.record(z.string(), z.unknown()) }),
  data: z.record(z.string(), z.unknown()),
});
const recordSchema = z.looseObject({ id: z.string(), data: z.record(z.string(), z.unknown()) });

test("a plugin's setting is shown with its schema, changed, refused by its fields, and brought back from its history", async () => {
  const [setting] = await readJson(await ada.ask(SETTINGS), z.array(settingSchema));
  if (!setting) throw new Error("the plugin has a setting");
  const [field = ""] = Object.keys(setting.schema.properties);
  const before = setting.data[field];
  expect(before).toBeNumber();
  const url = `${SETTINGS}/${setting.key}`;
  const write = (data: unknown) => ada.send(url, { data }, { method: "PUT" });

  for (const value of [20, 40]) {
    const changed = await readJson(await write({ ...setting.data, [field]: value }), settingSchema);
    expect(changed.data[field]).toBe(value);
  }
  const refused = await write({ ...setting.data, [field]: "never" });
  expect(refused.status).toBe(400);
  expect(await readJson(refused, z.looseObject({}))).toMatchObject({
    code: "INVALID_SETTING",
    data: { issues: [{ path: field, message: expect.any(String) }] },
  });

  const history = await readJson(await ada.ask(`${url}/history`), z.array(recordSchema));
  expect(history.map(({ data }) => data[field])).toEqual([40, 20]);
  const back = await ada.send(`${url}/rollback`, { recordId: history[1]?.id });
  expect((await readJson(back, settingSchema)).data[field]).toBe(20);
  expect((await ada.send(`${url}/rollback`, { recordId: Bun.randomUUIDv7() })).status).toBe(404);
});

test("settings of a plugin that has none are none, and another plugin's are not reached through it", async () => {
  expect(await (await ada.ask("/api/pluginmanager/plugins/catalog/settings")).json()).toEqual([]);
  const [setting] = await readJson(await ada.ask(SETTINGS), z.array(settingSchema));
  expect((await ada.ask(`/api/pluginmanager/plugins/catalog/settings/${setting?.key}/history`)).status).toBe(404);
});

test("whoever may not configure plugins sees and changes no setting", async () => {
  const user = await signInUser(platform, ada);
  expect((await user.ask(SETTINGS)).status).toBe(403);
  expect((await user.send(`${SETTINGS}/x`, { data: {} }, { method: "PUT" })).status).toBe(403);
});
