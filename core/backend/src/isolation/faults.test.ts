import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { rpc } from "@checkstack/backend-api";
import { createContract } from "@checkstack/common";
import type { PluginSource } from "../kernel/plugin-source.ts";
import { answeringPlugin, pluginOf, sourceOf, sourceWith } from "../testing/plugin-source.ts";
import { createHome, runPlatform, type Home, type RunningPlatform } from "../testing/run-platform.ts";
import { until } from "../testing/until.ts";
import { callByPath } from "./parent/call-by-path.ts";

setDefaultTimeout(60_000);

const directory = join(import.meta.dir, "testing/hostile");
const neverHere = async () => {
  throw new Error("must never be imported here");
};
const hostile = (overrides: Partial<PluginSource> = {}): PluginSource =>
  sourceWith("hostile", neverHere, { directory, entry: join(directory, "index.ts"), ...overrides });

let home: Home;
beforeAll(async () => void (home = await createHome()));
afterAll(() => home[Symbol.asyncDispose]());

const start = (more: readonly PluginSource[] = []): Promise<RunningPlatform> =>
  runPlatform({
    home,
    plugins: [hostile(), answeringPlugin("bystander", () => "here"), ...more],
    isolate: ["hostile-backend"],
  });

const make = (platform: RunningPlatform, doing: string, input: object = {}): Promise<Response> =>
  platform.send(`/api/hostile/${doing}`, input);

test.each([
  ["exit", /its process ended with exit code 7/],
  ["loop", /did nothing for 3 s/],
  ["leak", /used \d+ MB of memory, more than the 256 MB it may have/],
])("after %s the call gets a clear answer, the rest goes on, and the plugin is back", async (how, told) => {
  await using platform = await start();
  const answer = await make(platform, "end", { how });
  expect({ status: answer.status, body: await answer.json() }).toMatchObject({
    status: 503,
    body: { code: "PLUGIN_UNAVAILABLE", detail: 'Plugin "hostile" in its own process was lost while it answered.' },
  });
  expect(await (await platform.ask("/api/bystander/x")).json()).toBe("here");
  await until(async () => (await make(platform, "environment")).status === 200);
  expect(platform.lateErrors("hostile")).toEqual([expect.stringMatching(told)]);
  expect(platform.states()).toEqual({ hostile: "ready", bystander: "ready" });
});

test("a plugin that ends again and again stays down until somebody enables it", async () => {
  await using platform = await start();
  for (let crash = 0; crash < 3; crash++) {
    await until(async () => (await make(platform, "environment")).status === 200);
    await make(platform, "end", { how: "exit" });
  }
  await until(() => platform.states().hostile === "failed");
  expect(platform.reasonOf("hostile")).toBe(
    "its process ended 3 times within ten minutes: the last time it ended with exit code 7. It is not started again before somebody enables it",
  );
  expect(await (await make(platform, "environment")).json()).toMatchObject({ code: "PLUGIN_FAILED" });

  const source = platform.kernel.sourceOf("hostile") ?? hostile();
  expect(await platform.kernel.replace(source)).toEqual({ ok: true });
  await make(platform, "end", { how: "exit" });
  await until(async () => (await make(platform, "environment")).status === 200);
});

test("a process that asks without end gets its turn, and so does everybody else", async () => {
  await using platform = await start();
  await make(platform, "ask", { question: "hello", input: {} });
  let rushing = true;
  const rush = make(platform, "rush", { questions: 6000 }).finally(() => (rushing = false));
  let others = 0;
  for (; rushing; others++) await platform.ask("/api/bystander/x");
  expect(await (await rush).json()).toBe(6000);
  expect(others).toBeGreaterThan(100);
});

test("a process that floods the platform is ended, and the platform goes on", async () => {
  await using platform = await start();
  await make(platform, "ask", { question: "hello", input: {} });
  const flood = await make(platform, "storm", { sockets: 3000 });
  expect(flood.status).toBe(503);
  expect(await (await platform.ask("/api/bystander/x")).json()).toBe("here");
  await until(async () => (await make(platform, "environment")).status === 200);
  expect(platform.lateErrors("hostile")).toEqual([expect.stringContaining("asked the platform more than it listened")]);
});

test("an answer to another plugin that is too large is not read, nor one unpacked that is small only while it is packed", async () => {
  const called = Promise.withResolvers<object>();
  const caller = pluginOf("caller", {
    deps: { hostile: rpc(createContract({ pluginId: "hostile", displayName: "Hostile" }, {})) },
    init: ({ hostile: client }) => called.resolve(client),
  });
  await using platform = await start([sourceOf(caller, { calls: ["hostile"] })]);
  const client = await called.promise;
  const before = process.memoryUsage().rss;
  const call = (name: string, input: object) => callByPath(client, [name], input, {});
  await expect(call("answer", { bytes: 50 * 2 ** 20 })).rejects.toThrow("was lost while it answered");
  await expect(call("bomb", { megabytes: 200 })).rejects.toThrow();
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 2 ** 20);
  expect(await (await platform.ask("/api/bystander/x")).json()).toBe("here");
});
