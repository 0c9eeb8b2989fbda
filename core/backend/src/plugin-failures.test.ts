import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { core, createBackendPlugin } from "@checkstack/backend-api";
import { createContract, createHook, procedure } from "@checkstack/common";
import * as z from "zod";
import { answeringPlugin, openContract, openRouter, pluginOf, workspacePlugins } from "./testing/plugin-source.ts";
import { createHome, runPlatform, type Home, type RunningPlatform } from "./testing/run-platform.ts";
import { until } from "./testing/until.ts";

setDefaultTimeout(60_000);

let home: Home;
let platform: RunningPlatform;
const handled: string[] = [];
const jobs: string[] = [];

const explode = (text: string): never => {
  throw new Error(text);
};

const broken = answeringPlugin("broken", (name) => (name === "crash" ? explode("secret detail of the crash") : "fine"));
const bystanderContract = openContract("bystander");
const bystander = pluginOf(
  "bystander",
  {
    deps: {},
    init: ({ serve }) =>
      serve(
        bystanderContract,
        openRouter(bystanderContract, () => "untouched"),
      ),
  },
  (registry) => registry.registerContract(bystanderContract),
);

const somethingHappened = createHook(
  { pluginId: "emitter", displayName: "Emitter" },
  { id: "happened", payload: z.object({ n: z.number() }), delivery: "once" },
);
const emitterContract = openContract("emitter");
const emitter = pluginOf(
  "emitter",
  {
    deps: {},
    init({ serve, emitHook }) {
      const emit = async () => {
        await emitHook(somethingHappened, { n: 1 });
        return "told";
      };
      serve(emitterContract, openRouter(emitterContract, emit));
    },
  },
  (registry) => registry.registerContract(emitterContract),
);
const listener = pluginOf("listener", {
  deps: {},
  init() {},
  afterPluginsReady({ onHook }) {
    onHook(somethingHappened, ({ n }, { attempt }) => {
      handled.push(`${n}, try ${attempt}`);
      if (attempt === 1) explode("not today");
    });
  },
});
const attentive = pluginOf("attentive", {
  deps: {},
  init() {},
  afterPluginsReady({ onHook }) {
    onHook(somethingHappened, ({ n }) => void handled.push(`${n}, by another`));
  },
});

const worker = pluginOf("worker", {
  deps: { queues: core.queue },
  init() {},
  async afterPluginsReady({ queues }) {
    const queue = queues.queue("work", z.string());
    queue.consume(async ({ data, attempt }) => {
      jobs.push(`${data}, try ${attempt}`);
      if (data === "bad") explode("cannot do this");
    });
    await queue.enqueue("bad", { attempts: 2, backoffMs: 1 });
    await queue.enqueue("good");
  },
});

const undeclared = { pluginId: "undeclared", displayName: "Undeclared" };
const withoutAccess = createBackendPlugin({
  metadata: undeclared,
  register(registry) {
    registry.registerContract(createContract(undeclared, { things: { list: procedure.output(z.string()) } }));
    registry.registerInit({ deps: {}, init() {} });
  },
});

const registersForeign = pluginOf("thief", { deps: {}, init() {} }, (registry) =>
  registry.registerContract(bystanderContract),
);
const servesForeign = pluginOf("impostor", {
  deps: {},
  init() {},
  afterPluginsReady: ({ serve }) =>
    serve(
      bystanderContract,
      openRouter(bystanderContract, () => "stolen"),
    ),
});

beforeAll(async () => {
  home = await createHome();
  const queue = await workspacePlugins("queue-*");
  const failing = [withoutAccess, registersForeign, servesForeign];
  platform = await runPlatform({
    home,
    plugins: [broken, bystander, emitter, listener, attentive, worker, ...failing, ...queue],
  });
});
afterAll(async () => {
  await platform[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
});

test("a route that throws answers 500 with a request id and no detail; its plugin and the others go on", async () => {
  const answer = await platform.ask("/api/broken/crash");
  expect(answer.status).toBe(500);
  const text = await answer.text();
  expect(text).not.toContain("secret detail");
  expect(JSON.parse(text)).toMatchObject({ code: "INTERNAL", data: { requestId: expect.any(String) } });
  expect(await (await platform.ask("/api/broken/anything")).json()).toBe("fine");
  expect(await (await platform.ask("/api/bystander/anything")).json()).toBe("untouched");
  expect(platform.lateErrors("broken")).toEqual(["secret detail of the crash"]);
  expect(platform.states()["broken"]).toBe("ready");
});

test("a hook handler that throws is tried again; the emitter and the other subscribers do not notice", async () => {
  expect((await platform.ask("/api/emitter/go")).status).toBe(200);
  await until(() => handled.length === 3);
  expect(handled.toSorted()).toEqual(["1, by another", "1, try 1", "1, try 2"]);
  expect(platform.lateErrors("listener")).toEqual(["not today"]);
  expect(platform.lateErrors("emitter")).toEqual([]);
  expect(platform.states()).toMatchObject({ emitter: "ready", listener: "ready", attentive: "ready" });
});

test("a job that throws is tried again and given up; the jobs after it run", async () => {
  await until(() => jobs.length === 3);
  expect(jobs.toSorted()).toEqual(["bad, try 1", "bad, try 2", "good, try 1"]);
  expect(platform.states()).toMatchObject({ worker: "ready", queue: "ready" });
});

test("a procedure that declares no access keeps its plugin from starting, which the API and readiness say", async () => {
  const reason =
    'procedure "undeclared.things.list" declares no access; add .meta({ access: "public" | "authenticated" | "service" | [rule, ...] })';
  expect(platform.reasonOf("undeclared")).toBe(reason);
  const answer = await platform.ask("/api/undeclared/things/list", { method: "POST" });
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({
    code: "PLUGIN_FAILED",
    detail: `Plugin "undeclared" does not run: ${reason}`,
  });
  const ready = await platform.ask("/api/health/ready");
  expect(ready.status).toBe(200);
  expect(await ready.json()).toMatchObject({
    status: "degraded",
    plugins: { undeclared: { state: "failed", reason } },
  });
});

test("nobody registers or answers the contract of another plugin", async () => {
  expect(platform.reasonOf("thief")).toBe(
    'registers a contract of plugin "bystander"; a plugin registers its own only',
  );
  expect(platform.reasonOf("impostor")).toBe('serves a contract of plugin "bystander"; a plugin serves its own only');
  expect(await (await platform.ask("/api/bystander/anything")).json()).toBe("untouched");
});
