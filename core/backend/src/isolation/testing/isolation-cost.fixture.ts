/** Measures what a process of its own costs a plugin, and prints it as JSON; see `bench/isolation.ts`. */
import { readFileSync } from "node:fs";
import { core, rpc, type Isolation } from "@checkstack/backend-api";
import { createContract, procedure } from "@checkstack/common";
import * as z from "zod";
import { answeringSource, createPluginFolders } from "../../testing/plugin-folders.ts";
import { pluginOf, sourceOf } from "../../testing/plugin-source.ts";
import { createHome, runPlatform, type RunningPlatform } from "../../testing/run-platform.ts";

const CALLS = 3000;
const SECONDS = 3;
const AT_ONCE = 16;
const STARTS = 5;

const fruit = createContract(
  { pluginId: "fruit", displayName: "Fruit" },
  {
    call: procedure
      .meta({ access: "public" })
      .route({ method: "GET", path: "/{name}" })
      .input(z.object({ name: z.string() }))
      .output(z.unknown()),
  },
);

/** Calls the plugin again and again, and answers microseconds for each call. */
const measured = Promise.withResolvers<() => Promise<number>>();
const caller = sourceOf(
  pluginOf("caller", {
    deps: { fruit: rpc(fruit) },
    init: ({ fruit: client }) =>
      measured.resolve(async () => {
        const begun = performance.now();
        for (let call = 0; call < CALLS; call++) await client.call({ name: "apple" });
        return ((performance.now() - begun) * 1000) / CALLS;
      }),
  }),
  { calls: ["fruit"] },
);

const managed = Promise.withResolvers<Isolation>();
const manager = pluginOf("pluginmanager", {
  deps: { isolation: core.isolation },
  init: ({ isolation }) => managed.resolve(isolation),
});

await using folders = await createPluginFolders();
const withDatabase = "database: core.database";
await folders.writePlugin("fruit", answeringSource("fruit", { body: "return { name };" }));
await folders.writePlugin("stored", answeringSource("stored", { deps: withDatabase, body: "return name;" }));
await using home = await createHome();
await using platform = await runPlatform({ home, plugins: [caller, manager, ...(await folders.discover())] });
const [isolation, timeOf] = await Promise.all([managed.promise, measured.promise]);

const inProcess = { callUs: await warm(timeOf), perSecond: await perSecond(platform) };
const toReadyMs: number[] = [];
for (let start = 0; start < STARTS; start++) {
  await isolation.move("fruit", "in-process");
  const begun = performance.now();
  await isolation.move("fruit", "own-process");
  toReadyMs.push(performance.now() - begun);
}
const isolated = { callUs: await warm(timeOf), perSecond: await perSecond(platform) };
await isolation.move("stored", "own-process");
await platform.ask("/api/stored/x");

console.log(
  JSON.stringify({
    inProcessUs: round(inProcess.callUs),
    isolatedUs: round(isolated.callUs),
    inProcessPerSecond: inProcess.perSecond,
    isolatedPerSecond: isolated.perSecond,
    toReadyMs: Math.round(toReadyMs.toSorted((a, b) => a - b)[Math.floor(STARTS / 2)] ?? 0),
    memoryMb: memoryOf("fruit"),
    memoryWithDatabaseMb: memoryOf("stored"),
  }),
);
process.exit();

async function warm(time: () => Promise<number>): Promise<number> {
  await time();
  return time();
}

async function perSecond({ url }: RunningPlatform): Promise<number> {
  const end = performance.now() + SECONDS * 1000;
  let count = 0;
  const worker = async () => {
    for (; performance.now() < end; count++) await (await fetch(`${url}/api/fruit/apple`)).text();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return Math.round(count / SECONDS);
}

/** Of its whole family, pages that several share divided among them (PSS). */
function memoryOf(pluginId: string): number {
  const place = isolation.placeOf(pluginId);
  if (place?.place !== "own-process" || !place.process) return Number.NaN;
  return Math.round(familyPss(place.process.pid) / 1024);
}

function familyPss(pid: number): number {
  const own = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1];
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
  return Number(own ?? 0) + children.reduce((sum, child) => sum + familyPss(Number(child)), 0);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
