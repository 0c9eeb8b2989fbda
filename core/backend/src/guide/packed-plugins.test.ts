import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { setUpAdministrator, type SignedIn } from "../testing/people.ts";
import { workspacePlugins } from "../testing/plugin-source.ts";
import { createHome, runPlatform, type Home, type RunningPlatform } from "../testing/run-platform.ts";
import { until } from "../testing/until.ts";
import { REPOSITORY } from "./guide-workspace.ts";

setDefaultTimeout(180_000);

let folder: string;
let home: Home;
let platform: RunningPlatform;
let admin: SignedIn;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "checkstack-packed-"));
  await bun(folder, join(REPOSITORY, "examples/pack.ts"), folder);
  home = await createHome();
  platform = await runPlatform({ home, plugins: await workspacePlugins() });
  admin = await setUpAdministrator(platform);
});

afterAll(async () => {
  await platform[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** Runs Bun in a folder, which must go well. */
async function bun(cwd: string, ...args: string[]): Promise<void> {
  const child = Bun.spawn([process.execPath, ...args], { cwd, stdio: ["ignore", "ignore", "inherit"] });
  expect(await child.exited).toBe(0);
}

/** What the API answered; a refusal is an error with its code. */
async function answerTo<Schema extends z.ZodType>(
  answer: Promise<Response>,
  schema: Schema,
): Promise<z.output<Schema>> {
  const { ok, status } = await answer;
  const body: unknown = await (await answer).json();
  if (!ok) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return schema.parse(body);
}

const identified = z.object({ id: z.string() });
const preview = z.object({
  name: z.string(),
  action: z.string(),
  consents: z.array(identified),
  refusals: z.array(z.string()),
  plugins: z.array(z.object({ adds: z.object({ extensions: z.array(z.string()) }) })),
});

async function upload(file: string): Promise<{ type: "tarball"; sha256: string }> {
  const bytes = await readFile(join(folder, file));
  const sent = admin.ask("/api/pluginmanager/artifacts", {
    method: "POST",
    body: bytes,
    headers: { ...admin.headers, "content-type": "application/gzip", "content-disposition": 'filename="plugin.tgz"' },
  });
  const { sha256 } = await answerTo(sent, z.object({ sha256: z.string() }));
  return { type: "tarball", sha256 };
}

/** As an operator who reads the preview, types the name and agrees to what has to be agreed to. */
async function install(file: string): Promise<z.output<typeof preview>> {
  const source = await upload(file);
  const asked = { source, operationId: Bun.randomUUIDv7() };
  const seen = await answerTo(admin.send("/api/pluginmanager/preview", asked), preview);
  const choice = { ...asked, confirm: seen.name, consents: seen.consents.map(({ id }) => id) };
  await answerTo(admin.send("/api/pluginmanager/install", choice), z.unknown());
  return seen;
}

const deadlines = z.array(z.object({ name: z.string(), daysLeft: z.number(), urgency: z.string() }));
const list = () => answerTo(admin.ask("/api/deadlines/deadlines"), deadlines);
const urgencies = async () => (await list()).map(({ urgency }) => urgency);
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const check = (words: string) =>
  answerTo(admin.send("/api/healthcheck/test", { strategy: "deadline", config: { words } }), z.unknown());
const settings = () =>
  answerTo(
    admin.ask("/api/pluginmanager/plugins/deadlines/settings"),
    z.array(z.object({ version: z.number(), data: z.unknown() })),
  );
const configure = (data: object) =>
  answerTo(
    admin.send("/api/pluginmanager/plugins/deadlines/settings/settings", { data }, { method: "PUT" }),
    z.unknown(),
  );
const operate = (what: string, choice: object = {}) =>
  answerTo(
    admin.send(`/api/pluginmanager/plugins/deadlines/${what}`, { operationId: Bun.randomUUIDv7(), ...choice }),
    z.unknown(),
  );

test("the example is packed, installed, used, upgraded with its setting, rolled back and removed", async () => {
  expect(await install("example-deadlines-1.0.0.tgz")).toMatchObject({
    action: "install",
    refusals: [],
    plugins: [
      { adds: { extensions: ["catalog.systemDependents", "healthcheck.strategies", "pluginmanager.settings"] } },
    ],
  });
  const { id: systemId } = await answerTo(admin.send("/api/catalog/systems", { name: "Shop" }), identified);
  const add = (name: string, dueOn: string, of = systemId) =>
    admin.send("/api/deadlines/deadlines", { systemId: of, name, dueOn });
  await answerTo(add("Licence", inDays(3)), identified);
  await answerTo(add("Domain", inDays(300)), identified);
  expect(await list()).toEqual([
    { name: "Licence", daysLeft: 3, urgency: "soon" },
    { name: "Domain", daysLeft: 300, urgency: "later" },
  ]);
  expect((await platform.ask("/api/deadlines/deadlines")).status).toBe(401);
  expect(await (await add("?", inDays(1), "nowhere")).json()).toMatchObject({ code: "SYSTEM_NOT_FOUND" });
  expect(await (await add("?", "tomorrow")).json()).toMatchObject({ errors: [{ path: "dueOn" }] });
  const asked = admin.ask("/api/pluginmanager/plugins/deadlines");
  expect(await answerTo(asked, z.unknown())).toMatchObject({ state: "ready", installed: { runs: "isolated" } });
  await configure({ warnDays: 400 });
  expect(await urgencies()).toEqual(["soon", "soon"]);

  expect(await install("example-deadlines-1.1.0.tgz")).toMatchObject({ action: "upgrade" });
  expect(await settings()).toEqual([{ version: 2, data: { soonDays: 400, urgentDays: 7 } }]);
  expect(await urgencies()).toEqual(["urgent", "soon"]);
  expect(await check("licence")).toMatchObject({ status: "degraded", fields: { daysLeft: 3 } });
  expect(await check("domain")).toMatchObject({ status: "healthy" });
  await configure({ soonDays: 10, urgentDays: 0 });
  expect(await urgencies()).toEqual(["soon", "later"]);

  await operate("rollback", { version: "1.0.0" });
  expect(await settings()).toEqual([{ version: 1, data: { warnDays: 400 } }]);
  expect(await urgencies()).toEqual(["soon", "soon"]);

  const impact = admin.send("/api/catalog/systems/deletion-impact", { ids: [systemId] });
  expect(await answerTo(impact, z.unknown())).toContainEqual({ label: "deadlines", count: 2 });
  await admin.ask(`/api/catalog/systems/${systemId}`, { method: "DELETE" });
  await until(async () => (await list()).length === 0);

  await operate("uninstall", { confirm: "@example/deadlines", keepData: false });
  const strategies = await answerTo(admin.ask("/api/healthcheck/strategies"), z.array(identified));
  expect(strategies.map(({ id }) => id)).not.toContain("deadline");
});

test("a plugin that was just made is packed, installed and answers", async () => {
  const scripts = join(REPOSITORY, "core/scripts/src/cli.ts");
  const made = join(folder, "night-watch");
  await bun(folder, scripts, "create", "night-watch", "--link", REPOSITORY);
  await bun(made, "install");
  await bun(made, scripts, "plugin-pack", "--out-dir", folder);
  await install("acme-night-watch-0.1.0.tgz");

  const item = z.object({ title: z.string() });
  await answerTo(admin.send("/api/night-watch/items", { title: "First" }), item);
  expect(await answerTo(admin.ask("/api/night-watch/items"), z.array(item))).toEqual([{ title: "First" }]);
  const fronts = z.array(z.object({ pluginId: z.string(), entry: z.string(), stylesheet: z.string() }));
  const [front] = await answerTo(platform.ask("/api/pluginmanager/frontend"), fronts);
  expect(front?.pluginId).toBe("night-watch");
  for (const path of [front?.entry, front?.stylesheet]) expect((await platform.ask(path ?? "")).status).toBe(200);
});
