import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { installingPlatform, type InstallingPlatform } from "../installations/testing/installing-platform.ts";
import { setUpAdministrator, type SignedIn } from "../testing/people.ts";
import { workspacePlugins } from "../testing/plugin-source.ts";
import { createHome, type Home } from "../testing/run-platform.ts";
import { until } from "../testing/until.ts";
import { REPOSITORY } from "./guide-workspace.ts";

setDefaultTimeout(180_000);

let folder: string;
let home: Home;
let platform: InstallingPlatform;
let admin: SignedIn;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "checkstack-packed-"));
  const packing = Bun.spawn([process.execPath, join(REPOSITORY, "examples/pack.ts"), folder], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  expect(await packing.exited).toBe(0);
  home = await createHome();
  platform = await installingPlatform({ home, plugins: await workspacePlugins("!pluginmanager-*") });
  admin = await setUpAdministrator(platform);
});

afterAll(async () => {
  await platform[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const install = async (version: string) =>
  platform.install(await readFile(join(folder, `example-deadlines-${version}.tgz`)));

async function read<Schema extends z.ZodType>(answer: Promise<Response>, schema: Schema): Promise<z.output<Schema>> {
  const { ok, status } = await answer;
  const body: unknown = await (await answer).json();
  if (!ok) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return schema.parse(body);
}

const identified = z.object({ id: z.string() });
const deadlines = z.array(z.object({ name: z.string(), daysLeft: z.number(), urgency: z.string() }));
const list = () => read(admin.ask("/api/deadlines/deadlines"), deadlines);
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test("the example is packed, installed, used, upgraded, rolled back and removed", async () => {
  await install("1.0.0");
  const { id: systemId } = await read(admin.send("/api/catalog/systems", { name: "Shop" }), identified);
  const add = (name: string, dueOn: string, of = systemId) =>
    admin.send("/api/deadlines/deadlines", { systemId: of, name, dueOn });
  await read(add("Licence", inDays(3)), identified);
  await read(add("Domain", inDays(300)), identified);
  expect(await list()).toEqual([
    { name: "Licence", daysLeft: 3, urgency: "soon" },
    { name: "Domain", daysLeft: 300, urgency: "later" },
  ]);
  expect((await platform.ask("/api/deadlines/deadlines")).status).toBe(401);
  expect(await (await add("?", inDays(1), "nowhere")).json()).toMatchObject({ code: "SYSTEM_NOT_FOUND" });
  expect(await (await add("?", "tomorrow")).json()).toMatchObject({ errors: [{ path: "dueOn" }] });

  await install("1.1.0");
  expect(await list()).toMatchObject([{ urgency: "urgent" }, { urgency: "later" }]);
  const tryIt = (words: string) => admin.send("/api/healthcheck/test", { strategy: "deadline", config: { words } });
  expect(await read(tryIt("licence"), z.unknown())).toMatchObject({ status: "degraded", fields: { daysLeft: 3 } });
  expect(await read(tryIt("domain"), z.unknown())).toMatchObject({ status: "healthy" });

  await platform.installations.rollback({ name: "@example/deadlines", actor: "Ada", version: "1.0.0" });
  expect(await list()).toMatchObject([{ urgency: "soon" }, { urgency: "later" }]);
  expect(await read(tryIt("licence"), z.unknown())).toMatchObject({ status: "healthy" });

  const impact = admin.send("/api/catalog/systems/deletion-impact", { ids: [systemId] });
  expect(await read(impact, z.unknown())).toContainEqual({ label: "deadlines", count: 2 });
  await admin.ask(`/api/catalog/systems/${systemId}`, { method: "DELETE" });
  await until(async () => (await list()).length === 0);

  await platform.installations.uninstall({ name: "@example/deadlines", actor: "Ada", data: "delete" });
  const strategies = await read(admin.ask("/api/healthcheck/strategies"), z.array(identified));
  expect(strategies.map(({ id }) => id)).not.toContain("deadline");
});
