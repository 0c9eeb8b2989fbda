import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { startFaultyPostgres, type FaultyPostgres } from "./database/testing/faulty-postgres.ts";
import { setUpAdministrator, type SignedIn } from "./testing/people.ts";
import { workspacePlugins } from "./testing/plugin-source.ts";
import { runPlatform, type RunningPlatform } from "./testing/run-platform.ts";
import { startTarget, type Target } from "./testing/target.ts";
import { until } from "./testing/until.ts";

setDefaultTimeout(120_000);

const entity = z.object({ id: z.string() });
const runsShape = z.object({ items: z.array(z.object({ slot: z.number(), source: z.string(), status: z.string() })) });

let postgres: FaultyPostgres;
let dataDir: string;
let platform: RunningPlatform;
let target: Target;
let admin: SignedIn;
let checkId: string;

beforeAll(async () => {
  postgres = await startFaultyPostgres();
  dataDir = await mkdtemp(join(tmpdir(), "checkstack-outage-"));
  const home = { dataDir, databaseUrl: postgres.url };
  platform = await runPlatform({ home, plugins: await workspacePlugins() });
  target = await startTarget();
  admin = await setUpAdministrator(platform);
  const systemId = await create("The one with the check");
  const check = { name: "Front page", systemId, strategy: "http", config: { url: target.url }, intervalSeconds: 1 };
  checkId = entity.parse(await (await admin.send("/api/healthcheck/checks", check)).json()).id;
  await until(async () => (await runs()).length > 0);
});
afterAll(async () => {
  await target[Symbol.asyncDispose]();
  await platform[Symbol.asyncDispose]();
  await postgres[Symbol.asyncDispose]();
  await rm(dataDir, { recursive: true, force: true });
});

async function create(name: string): Promise<string> {
  return entity.parse(await (await admin.send("/api/catalog/systems", { name })).json()).id;
}

const runs = async () =>
  runsShape.parse(await (await admin.ask(`/api/healthcheck/checks/${checkId}/runs?limit=1000`)).json()).items;

const readyStatus = async (): Promise<number> => (await platform.ask("/api/health/ready")).status;

/** Creates systems, one after another, until told to stop; tells which were acknowledged and how the others ended. */
function createUntilStopped(prefix: string) {
  const acknowledged: string[] = [];
  const refusals = new Set<string>();
  let going = true;
  const work = async (worker: number): Promise<void> => {
    for (let n = 0; going; n++) {
      const answer = await admin.send("/api/catalog/systems", { name: `${prefix} ${worker}-${n}` });
      const body: unknown = await answer.json();
      if (answer.ok) acknowledged.push(entity.parse(body).id);
      else refusals.add(`${answer.status} ${z.object({ code: z.string() }).parse(body).code}`);
    }
  };
  const workers = [1, 2, 3, 4].map(work);
  return {
    acknowledged,
    refusals,
    async stop() {
      going = false;
      await Promise.all(workers);
    },
  };
}

const outages: { name: string; begin: () => Promise<void>; end: () => Promise<void> }[] = [
  { name: "stopped", begin: () => postgres.stop(), end: () => postgres.start() },
  { name: "frozen", begin: () => postgres.freeze(), end: async () => postgres.thaw() },
];

for (const { name, begin, end } of outages) {
  test(`PostgreSQL is ${name} under load: the process lives, and nothing that was acknowledged is lost`, async () => {
    const load = createUntilStopped(name);
    await until(() => load.acknowledged.length > 20);

    await begin();
    await until(async () => (await readyStatus()) === 503);
    expect((await platform.ask("/api/health/live")).status).toBe(200);
    const before = load.acknowledged.length;
    await until(() => load.refusals.size > 0);
    await end();

    await until(async () => (await readyStatus()) === 200);
    await until(() => load.acknowledged.length > before + 20);
    await load.stop();
    expect([...load.refusals]).toEqual(["503 DATABASE_UNAVAILABLE"]);
    for (const id of load.acknowledged) {
      expect((await admin.ask(`/api/catalog/systems/${id}`)).status).toBe(200);
    }

    const newest = Math.max(...(await runs()).map(({ slot }) => slot));
    await until(async () => (await runs()).some(({ slot }) => slot > newest + 1));
    const stored = await runs();
    const slots = stored.map(({ slot, source }) => `${source} ${slot}`);
    expect(new Set(slots).size).toBe(slots.length);
    expect(stored.filter(({ status }) => status === "unhealthy")).toEqual([]);
    for (const pluginId of Object.keys(platform.states())) expect(platform.lateErrors(pluginId)).toEqual([]);
  });
}
