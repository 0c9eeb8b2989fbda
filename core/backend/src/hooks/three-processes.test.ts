import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import * as z from "zod";
import { answeringSource, createPluginFolders, type PluginFolders } from "../testing/plugin-folders.ts";
import { createHome, type Home } from "../testing/run-platform.ts";
import { readJson } from "../testing/read-json.ts";
import { startServerProcess, type ServerProcess } from "../testing/server-process.ts";
import { until } from "../testing/until.ts";

setDefaultTimeout(90_000);

let home: Home;
let folders: PluginFolders;
beforeAll(async () => {
  home = await createHome();
  folders = await createPluginFolders();
  await folders.writePlugin("bell", bellSource);
});
afterAll(async () => {
  await folders[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
});

/** Rings in three ways, writes down what it hears and in which process, and tells it. */
const bellSource = answeringSource("bell", {
  head: `
    import { createHook } from "@checkstack/common";
    const rings = ["once", "broadcast", "local"].map((delivery) =>
      createHook({ pluginId: "bell", displayName: "Bell" }, { id: delivery, payload: z.object({ name: z.string() }), delivery }));`,
  deps: "database: core.database",
  body: `
    if (name === "heard") return given.database.query("select ring, name, pid from heard");
    for (const ring of rings) await given.emitHook(ring, { name });
    return process.pid;`,
}).replace(
  "    });\n  },\n});\n",
  `      async afterPluginsReady({ database, onHook }) {
        await database.query("create table if not exists heard (ring text, name text, pid int)").catch(() => {});
        for (const ring of rings) {
          onHook(ring, ({ name }) => database.query("insert into heard values ($1, $2, $3)", [ring.delivery, name, process.pid]));
        }
      },
    });
  },
});
`,
);

const start = (): Promise<ServerProcess> => startServerProcess({ home, packages: folders.packages });

const ring = async (server: ServerProcess, name: string) => {
  const answer = await fetch(`${server.url}/api/bell/${name}`);
  expect([answer.status, await answer.json()]).toEqual([200, server.pid]);
};

const heardSchema = z.array(z.object({ ring: z.string(), name: z.string(), pid: z.number() }));
const heardOf = async (server: ServerProcess) => readJson(await fetch(`${server.url}/api/bell/heard`), heardSchema);

/** The processes that heard it, in their order. */
async function hearers(server: ServerProcess, delivery: string, name: string): Promise<number[]> {
  const heard = await heardOf(server);
  return heard
    .filter((one) => one.ring === delivery && one.name === name)
    .map(({ pid }) => pid)
    .toSorted((a, b) => a - b);
}

test("broadcast reaches every process, once exactly one of a plugin, local none but its own; kills lose nothing", async () => {
  await using first = await start();
  await using second = await start();
  await using third = await start();
  const pids = [first, second, third].map(({ pid }) => pid).toSorted((a, b) => a - b);
  for (const [server, name] of [
    [first, "a"],
    [second, "b"],
    [third, "c"],
  ] as const) {
    await ring(server, name);
    await until(async () => (await hearers(first, "broadcast", name)).length === 3);
    await until(async () => (await hearers(first, "once", name)).length === 1);
    expect(await hearers(first, "broadcast", name)).toEqual(pids);
    expect(await hearers(first, "local", name)).toEqual([server.pid]);
  }

  // The process that has the lease for what is to be handled once dies in the middle of the work.
  const [holder] = await hearers(first, "once", "c");
  const victim = [first, second, third].find(({ pid }) => pid === holder) ?? first;
  const [left, right] = [first, second, third].filter((server) => server !== victim);
  if (!left || !right) throw new Error("two are left");
  const names = Array.from({ length: 20 }, (_, index) => `n${index}`);
  for (const [index, name] of names.entries()) {
    if (index === 10) victim.kill("SIGKILL");
    await ring(index % 2 === 0 ? left : right, name);
  }
  const survivors = [left.pid, right.pid].toSorted((a, b) => a - b);
  for (const name of names) {
    await until(async () => (await hearers(left, "once", name)).length > 0);
    await until(async () => {
      const by = await hearers(left, "broadcast", name);
      return survivors.every((pid) => by.includes(pid));
    });
  }
  const heard = await heardOf(left);
  for (const pid of survivors) {
    const broadcasts = heard.filter((one) => one.ring === "broadcast" && one.pid === pid && names.includes(one.name));
    expect(broadcasts.map(({ name }) => name).toSorted((a, b) => a.localeCompare(b))).toEqual(
      names.toSorted((a, b) => a.localeCompare(b)),
    );
  }
  // Only what the victim was handling when it died may come a second time.
  const once = heard.filter((one) => one.ring === "once" && names.includes(one.name));
  expect(once.length).toBeLessThanOrEqual(names.length + 1);
});
