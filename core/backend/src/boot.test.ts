import { expect, setDefaultTimeout, test } from "bun:test";
import { createServiceRef } from "@checkstack/backend-api";
import * as z from "zod";
import { readJson } from "./testing/read-json.ts";
import { answeringSource, createPluginFolders } from "./testing/plugin-folders.ts";
import { answeringPlugin, pluginOf, sourceOf } from "./testing/plugin-source.ts";
import { createHome, openPlatform, runPlatform } from "./testing/run-platform.ts";
import { until } from "./testing/until.ts";

setDefaultTimeout(60_000);

const hangs = (): Promise<never> => Promise.withResolvers<never>().promise;

test("the first request finds a server that is live and not ready, whose plugins are starting", async () => {
  await using home = await createHome();
  const database = Promise.withResolvers<string>();
  const essential = sourceOf(
    answeringPlugin("essential", () => "hello"),
    { isEssential: true },
  );
  await using platform = await openPlatform({ home, plugins: [essential], openDatabase: () => database.promise });
  const ask = (path: string) => fetch(`${platform.url}${path}`);

  expect((await ask("/api/health/live")).status).toBe(200);
  const ready = await ask("/api/health/ready");
  expect(ready.status).toBe(503);
  expect(await ready.json()).toMatchObject({ status: "starting" });
  const starting = await ask("/api/essential/x");
  expect(starting.status).toBe(503);
  expect(starting.headers.get("retry-after")).toBe("1");
  expect(await starting.json()).toMatchObject({ code: "PLUGIN_STARTING" });
  expect((await ask("/api/unheard-of/x")).status).toBe(503);

  database.resolve(home.databaseUrl);
  await platform.booted;
  expect((await ask("/api/health/ready")).status).toBe(200);
  expect(await (await ask("/api/essential/x")).json()).toBe("hello");
  expect((await ask("/api/unheard-of/x")).status).toBe(404);
});

test("a platform without a database says why, and stops cleanly", async () => {
  await using home = await createHome();
  const openDatabase = async () => Promise.reject(new Error("no disk"));
  await using platform = await openPlatform({ home, plugins: [], openDatabase });
  await expect(platform.booted).rejects.toThrow("no disk");
  expect((await fetch(`${platform.url}/api/health/ready`)).status).toBe(503);
});

test("a platform that is stopped while it starts leaves nothing open", async () => {
  await using home = await createHome();
  const database = Promise.withResolvers<string>();
  const log: string[] = [];
  const plugin = pluginOf("late", { deps: {}, init: () => void log.push("started") });
  const platform = await openPlatform({ home, plugins: [plugin], openDatabase: () => database.promise });
  const stopped = platform[Symbol.asyncDispose]();
  database.resolve(home.databaseUrl);
  await expect(platform.booted).rejects.toThrow("stopped");
  await stopped;
  expect(log).toEqual([]);
});

test("an init that never resolves costs its plugin the start, and nobody else", async () => {
  await using home = await createHome();
  const thing = createServiceRef<1>("stuck.thing");
  const stuck = pluginOf("stuck", { deps: {}, provides: [thing], init: hangs });
  const dependent = pluginOf("dependent", { deps: { thing }, init() {} });
  const plugins = [stuck, dependent, answeringPlugin("bystander", () => "hello")];
  await using platform = await runPlatform({ home, plugins, deadlines: { init: 50 } });
  expect(platform.states()).toEqual({ stuck: "failed", dependent: "blocked", bystander: "ready" });
  expect(platform.reasonOf("dependent")).toBe(
    'needs "stuck.thing" of plugin "stuck", which failed: init did not finish within 50 ms',
  );
  expect(await (await platform.ask("/api/bystander/x")).json()).toBe("hello");
});

test("a plugin whose folder was deleted between two starts blocks by name what is built on it, and nothing else", async () => {
  await using home = await createHome();
  await using folders = await createPluginFolders();
  await folders.writePlugin(
    "provider",
    `import { createBackendPlugin, createServiceRef } from "@checkstack/backend-api";
     const greeting = createServiceRef("provider.greeting");
     export default createBackendPlugin({
       metadata: { pluginId: "provider", displayName: "Provider" },
       register: (registry) => registry.registerInit({
         deps: {}, provides: [greeting], init: ({ provide }) => provide(greeting, "hello"),
       }),
     });`,
  );
  await folders.writePlugin(
    "consumer",
    answeringSource("consumer", {
      deps: `greeting: createServiceRef("provider.greeting")`,
      body: "return given.greeting;",
    }),
  );
  await folders.writePlugin("bystander", answeringSource("bystander", { body: `return "hello";` }));
  {
    await using first = await runPlatform({ home, plugins: await folders.discover() });
    expect(await (await first.ask("/api/consumer/x")).json()).toBe("hello");
  }
  await folders.remove("provider-backend");
  await using second = await runPlatform({ home, plugins: await folders.discover() });
  expect(second.states()).toEqual({ bystander: "ready", consumer: "blocked" });
  const blocked = await second.ask("/api/consumer/x");
  expect(blocked.status).toBe(503);
  expect(await blocked.json()).toMatchObject({
    code: "PLUGIN_FAILED",
    detail: 'Plugin "consumer" does not run: needs service "provider.greeting", which no installed plugin provides',
  });
  expect(await (await second.ask("/api/bystander/x")).json()).toBe("hello");
});

test("a late throw and a late rejection end no process, and the report names the plugin", async () => {
  await using home = await createHome();
  await using folders = await createPluginFolders();
  await folders.writePlugin(
    "tardy",
    answeringSource("tardy", {
      body: `
        if (name === "throw") setTimeout(() => { throw new Error("late throw"); }, 1);
        if (name === "reject") void Promise.reject(new Error("late rejection"));
        return "on its way";`,
    }),
  );
  await folders.writePlugin(
    "witness",
    answeringSource("witness", {
      deps: "plugins: core.plugins",
      body: `return given.plugins.reports().flatMap(({ metadata, lateErrors }) =>
        lateErrors.map(({ message }) => metadata.pluginId + ": " + message));`,
    }),
  );
  await using server = await startChild({ home, packages: folders.packages });
  await fetch(`${server.url}/api/tardy/throw`);
  await fetch(`${server.url}/api/tardy/reject`);
  const late = async () => readJson(await fetch(`${server.url}/api/witness/late`), z.array(z.string()));
  await until(async () => (await late()).length === 2);
  expect((await late()).toSorted()).toEqual(["tardy: late rejection", "tardy: late throw"]);
  expect(await (await fetch(`${server.url}/api/tardy/more`)).json()).toBe("on its way");
  expect(server.hasEnded()).toBe(false);
});

/** A platform in a process of its own: a test runner has its own idea of what nobody caught. */
async function startChild(options: { home: { dataDir: string; databaseUrl: string }; packages: string }) {
  const child = Bun.spawn([process.execPath, `${import.meta.dir}/testing/serve.fixture.ts`, JSON.stringify(options)], {
    stdin: "pipe",
    stderr: "inherit",
  });
  const { value } = await child.stdout.getReader().read();
  return {
    url: new TextDecoder().decode(value).trim(),
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    async [Symbol.asyncDispose]() {
      child.kill();
      await child.exited;
    },
  };
}
