import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { answeringSource, createPluginFolders, type PluginFolders } from "../testing/plugin-folders.ts";
import { createHome, type Home } from "../testing/run-platform.ts";
import { startServerProcess, type ServerProcess } from "../testing/server-process.ts";
import { until } from "../testing/until.ts";

setDefaultTimeout(60_000);

let home: Home;
let folders: PluginFolders;
beforeAll(async () => {
  home = await createHome();
  folders = await createPluginFolders();
  await folders.writePlugin("fruit", answeringSource("fruit", { body: "return `${name} from ${process.pid}`;" }));
  await folders.writePlugin("cook", cookSource(), { calls: ["fruit"] });
});
afterAll(async () => {
  await folders[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
});

const cookSource = () =>
  answeringSource("cook", {
    head: `
      const fruit = createContract({ pluginId: "fruit", displayName: "Fruit" }, {
        call: procedure.meta({ access: "public" }).route({ method: "GET", path: "/{name}" })
          .input(z.object({ name: z.string() })).output(z.unknown()),
      });`,
    deps: "fruit: rpc(fruit)",
    body: "return given.fruit.call({ name });",
  });

const start = (pattern: string): Promise<ServerProcess> =>
  startServerProcess({ home, packages: folders.packages, patterns: [pattern] });

const textOf = async (server: ServerProcess, path: string) => (await fetch(`${server.url}${path}`)).text();

interface Ask {
  readonly path: string;
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

/** Through a plugin, and through the gateway. */
const READS: readonly Ask[] = [{ path: "/api/cook/apple" }, { path: "/api/fruit/apple" }];

/** What may not be sent twice, as far as anybody can know. */
const WRITES: readonly Ask[] = [
  {
    path: "/api/fruit/rpc/call",
    method: "POST",
    body: JSON.stringify({ json: { name: "apple" } }),
    headers: { "content-type": "application/json" },
  },
];

/** Asks again and again, twice at a time each, while `work` runs; answers what failed. */
async function underLoad(server: ServerProcess, requests: readonly Ask[], work: () => Promise<unknown>) {
  let running = true;
  let answers = 0;
  const failures: string[] = [];
  const askOn = async ({ path, ...init }: Ask) => {
    while (running) {
      const answer = await fetch(`${server.url}${path}`, init);
      const text = await answer.text();
      if (answer.ok) answers++;
      else failures.push(text);
    }
  };
  const load = [...requests, ...requests].map(askOn);
  await work();
  running = false;
  await Promise.all(load);
  return { failures, answers };
}

/** Waits until both hosts were seen to answer `server`. */
async function untilBothAnswer(server: ServerProcess, hosts: readonly ServerProcess[]): Promise<void> {
  const seen = new Set<string>();
  await until(async () => {
    seen.add(await textOf(server, "/api/fruit/x"));
    return hosts.every(({ pid }) => seen.has(`"x from ${pid}"`));
  });
}

test("a host that is killed loses no call that reads: the next one answers", async () => {
  await using first = await start("fruit-*");
  await using second = await start("fruit-*");
  await using gateway = await start("cook-*");
  await untilBothAnswer(gateway, [first, second]);
  const load = await underLoad(gateway, READS, async () => {
    first.kill("SIGKILL");
    await first.ended;
    await Bun.sleep(1000);
  });
  expect(load.failures).toEqual([]);
  expect(load.answers).toBeGreaterThan(20);
});

test("a host that is frozen is taken for lost, and what waits for it goes to the next; it comes back when it can", async () => {
  await using first = await start("fruit-*");
  await using second = await start("fruit-*");
  await using gateway = await start("cook-*");
  await untilBothAnswer(gateway, [first, second]);
  const load = await underLoad(gateway, READS, async () => {
    first.kill("SIGSTOP");
    await Bun.sleep(6000);
  });
  first.kill("SIGCONT");
  expect(load.failures).toEqual([]);
  await untilBothAnswer(gateway, [first, second]);
});

test("what changes things is answered late by a host that was taken for lost, and was only slow", async () => {
  await using host = await start("fruit-*");
  await using gateway = await start("cook-*");
  await untilBothAnswer(gateway, [host]);
  host.kill("SIGSTOP");
  const writes = WRITES.map(({ path, ...init }) => fetch(`${gateway.url}${path}`, init));
  // From then on callers are told that nobody runs it, so that it was lost for long.
  await until(async () => (await fetch(`${gateway.url}/api/fruit/apple`)).status === 503);
  host.kill("SIGCONT");
  for (const answer of await Promise.all(writes))
    expect(await answer.json()).toEqual({ json: `apple from ${host.pid}` });
});

test("a plugin's only host is restarted, and killed: its callers wait for the next, and nothing that reads is lost", async () => {
  await using gateway = await start("cook-*");
  let host = await start("fruit-*");
  await untilBothAnswer(gateway, [host]);
  const replaceBy = async (signal: NodeJS.Signals) => {
    host.kill(signal);
    await host.ended;
    host = await start("fruit-*");
    await untilBothAnswer(gateway, [host]);
  };
  const restarted = await underLoad(gateway, [...READS, ...WRITES], () => replaceBy("SIGTERM"));
  const killed = await underLoad(gateway, READS, () => replaceBy("SIGKILL"));
  await host[Symbol.asyncDispose]();
  expect([restarted.failures, killed.failures]).toEqual([[], []]);
});

test("ten rolling restarts of two hosts lose no call, of those that change things neither", async () => {
  await using gateway = await start("cook-*");
  let hosts = [await start("fruit-*"), await start("fruit-*")];
  await untilBothAnswer(gateway, hosts);
  const load = await underLoad(gateway, [...READS, ...WRITES], async () => {
    for (let restart = 0; restart < 10; restart++) {
      const [oldest, ...others] = hosts;
      oldest?.kill("SIGTERM");
      await oldest?.ended;
      hosts = [...others, await start("fruit-*")];
      await untilBothAnswer(gateway, hosts);
    }
  });
  for (const host of hosts) await host[Symbol.asyncDispose]();
  expect(load.failures).toEqual([]);
});
