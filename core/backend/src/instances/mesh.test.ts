import { core, implementContract, rpc, type Extensions, type Instances } from "@checkstack/backend-api";
import { createContract, createContractPoint, createSignal, procedure, type Person } from "@checkstack/common";
import { afterEach, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import * as z from "zod";
import { problemSchema } from "@checkstack/common";
import { openSocket } from "../http/test-socket.ts";
import { answeringPlugin, openContract, openRouter, pluginOf, sourceOf } from "../testing/plugin-source.ts";
import { readJson } from "../testing/read-json.ts";
import { createHome, runPlatform, type Home, type RunOptions, type RunningPlatform } from "../testing/run-platform.ts";
import { until } from "../testing/until.ts";

setDefaultTimeout(90_000);

let home: Home;
let open: AsyncDisposableStack;
beforeEach(async () => {
  home = await createHome();
  open = new AsyncDisposableStack();
  open.use(home);
});
afterEach(() => open.disposeAsync());

const start = async (...plugins: RunOptions["plugins"]): Promise<RunningPlatform> =>
  open.use(await runPlatform({ home, plugins }));

const problemOf = (answer: Promise<Response>) => answer.then((response) => readJson(response, problemSchema));
const statusOf = async (platform: RunningPlatform, path: string) => (await platform.ask(path)).status;

const metadata = { pluginId: "fruit", displayName: "Fruit" };
const reader = { id: "basket.read", description: "Look into the basket", defaultFor: ["users"] } as const;
const ripe = createSignal(metadata, { id: "ripe", payload: z.object({ name: z.string() }), access: "public" });
const secret = createSignal(metadata, { id: "secret", payload: z.object({ name: z.string() }), access: [reader] });
const fruitContract = createContract(metadata, {
  get: procedure
    .meta({ access: "public" })
    .route({ method: "GET", path: "/fruits/{name}" })
    .input(z.object({ name: z.string() }))
    .output(z.object({ name: z.string(), picked: z.date(), from: z.string() })),
  basket: procedure
    .meta({ access: [reader] })
    .route({ method: "GET", path: "/basket" })
    .output(z.object({ for: z.string() })),
  emit: procedure
    .meta({ access: "public" })
    .route({ method: "POST", path: "/emit" })
    .input(z.object({ name: z.string() })),
});
const sorts = createContractPoint(metadata, {
  id: "sorts",
  metadata: z.object({ id: z.string(), sweet: z.boolean() }),
  router: { peel: procedure.input(z.object({ at: z.date() })).output(z.object({ by: z.string(), at: z.date() })) },
});

const fruit = (from: string) =>
  pluginOf(
    "fruit",
    {
      deps: {},
      init({ serve, emitSignal }) {
        const os = implementContract(fruitContract);
        serve(
          fruitContract,
          os.router({
            get: os.get.handler(({ input: { name } }) => ({ name, picked: new Date(0), from })),
            basket: os.basket.handler(({ context: { principal } }) => ({ for: JSON.stringify(principal) })),
            emit: os.emit.handler(({ input }) => {
              emitSignal(ripe, input);
              emitSignal(secret, input);
            }),
          }),
        );
      },
      afterPluginsReady({ wsRegistry }) {
        wsRegistry.register("/echo", {
          access: "public",
          message: (socket, data) =>
            void socket.send(JSON.stringify({ from, echo: String(data), query: new URL(socket.request.url).search })),
        });
        wsRegistry.register("/guarded", { access: [reader] });
      },
    },
    (registry) => {
      registry.registerContract(fruitContract);
      registry.registerSignals([ripe, secret]);
      registry.registerAccessRules([reader]);
    },
  );

const reads: Person = {
  type: "user",
  id: "1",
  name: "Ada",
  email: "ada@example.org",
  roles: [],
  accessRules: ["fruit.basket.read"],
};

/** Calls fruit for somebody: `GET /api/cook/<person>`. */
const cook = (calls: readonly string[] = ["fruit"]) => {
  const contract = openContract("cook");
  const plugin = pluginOf(
    "cook",
    {
      deps: { fruit: rpc(fruitContract) },
      init({ fruit: client, serve }) {
        const people: Record<string, Person> = { ada: reads, eve: { ...reads, accessRules: [] } };
        const cookWith = async (name: string) => {
          const onBehalfOf = people[name];
          return onBehalfOf ? client.basket(undefined, { context: { onBehalfOf } }) : client.get({ name });
        };
        serve(contract, openRouter(contract, cookWith));
      },
    },
    (registry) => registry.registerContract(contract),
  );
  return sourceOf(plugin, { calls });
};

test("a plugin is called, and its API answered, wherever it runs; one that nobody has is unknown", async () => {
  const a = await start(cook());
  expect(await problemOf(a.ask("/api/fruit/fruits/apple"))).toMatchObject({ status: 404, code: "PLUGIN_UNKNOWN" });
  const b = await start(fruit("b"));
  await until(async () => (await statusOf(a, "/api/fruit/fruits/apple")) === 200);
  const apple = { name: "apple", picked: "1970-01-01T00:00:00.000Z", from: "b" };
  expect(await (await a.ask("/api/fruit/fruits/apple")).json()).toEqual(apple);
  expect(await (await a.ask("/api/cook/apple")).json()).toEqual(apple);
  await until(async () => (await statusOf(b, "/api/cook/apple")) === 200);
  expect(await (await b.ask("/api/cook/apple")).json()).toEqual(apple);
});

test("what a person may not read stays unreadable through a plugin on another instance", async () => {
  const a = await start(cook());
  await start(fruit("b"));
  await until(async () => (await statusOf(a, "/api/cook/apple")) === 200);
  expect(await (await a.ask("/api/cook/ada")).json()).toEqual({
    for: JSON.stringify({ type: "service", pluginId: "cook", onBehalfOf: reads }),
  });
  expect(await problemOf(a.ask("/api/cook/eve"))).toMatchObject({
    status: 403,
    code: "FORBIDDEN",
    data: { accessRules: ["fruit.basket.read"] },
  });
  expect(await statusOf(a, "/api/fruit/basket")).toBe(401);
});

test("a plugin calls nobody whom its package.json does not name", async () => {
  const a = await start(cook([]), fruit("a"));
  expect(a.states()).toEqual({ cook: "failed", fruit: "ready" });
  expect(a.reasonOf("cook")).toBe(
    'calls plugin "fruit", which its package.json does not ask for; add "fruit" to "checkstack": { "calls": [...] }',
  );
});

test("without a living host the answer is 503 and names the plugin, and with one again it is well", async () => {
  const a = await start(cook());
  const b = await runPlatform({ home, plugins: [fruit("b")] });
  await until(async () => (await statusOf(a, "/api/cook/apple")) === 200);
  await b[Symbol.asyncDispose]();
  const gone = { status: 503, code: "PLUGIN_UNAVAILABLE", data: { pluginId: "fruit" } };
  expect(await problemOf(a.ask("/api/fruit/fruits/apple"))).toMatchObject(gone);
  expect(await problemOf(a.ask("/api/cook/apple"))).toMatchObject(gone);
  await until(async () => (await statusOf(a, "/api/ws/fruit/echo")) === 503);
  expect(await problemOf(a.ask("/api/ws/fruit/echo"))).toMatchObject(gone);
  await start(fruit("c"));
  await until(async () => (await statusOf(a, "/api/cook/apple")) === 200);
});

test("an instance that stops loses no call: those that run end, and new ones go elsewhere", async () => {
  const a = await start(cook());
  const b = await runPlatform({ home, plugins: [fruit("b")] });
  await start(fruit("c"));
  await until(async () => (await statusOf(a, "/api/cook/apple")) === 200);
  let calling = true;
  const failures: string[] = [];
  const call = async () => {
    while (calling) {
      const answer = await a.ask("/api/cook/apple");
      const text = await answer.text();
      if (!answer.ok) failures.push(text);
    }
  };
  const load = [call(), call(), call(), call()];
  await b[Symbol.asyncDispose]();
  calling = false;
  await Promise.all(load);
  expect(failures).toEqual([]);
});

test("sockets go through any instance, and are refused where they would be", async () => {
  const a = await start();
  await start(fruit("b"));
  await until(async () => (await statusOf(a, "/api/fruit/fruits/apple")) === 200);
  const socket = await openSocket(`${a.url}/api/ws/fruit/echo?x=1`);
  socket.send("hello");
  expect(await socket.next()).toEqual({ from: "b", echo: "hello", query: "?x=1" });
  const upgrade = { headers: { upgrade: "websocket", connection: "upgrade" } };
  expect(await problemOf(a.ask("/api/ws/fruit/guarded", upgrade))).toMatchObject({ status: 401 });
  expect(await problemOf(a.ask("/api/ws/fruit/none", upgrade))).toMatchObject({ status: 404 });
  const evil = { headers: { ...upgrade.headers, origin: "https://evil.example" } };
  expect(await problemOf(a.ask("/api/ws/fruit/echo", evil))).toMatchObject({ code: "ORIGIN_REFUSED" });
  socket.close();
});

test("a socket is closed when the instance behind it stops", async () => {
  const a = await start();
  const b = await runPlatform({ home, plugins: [fruit("b")] });
  await until(async () => (await statusOf(a, "/api/fruit/fruits/apple")) === 200);
  const socket = await openSocket(`${a.url}/api/ws/fruit/echo`);
  socket.send("hello");
  await socket.next();
  await b[Symbol.asyncDispose]();
  expect([1001, 1012]).toContain((await socket.closed).code);
});

test("signals reach browsers at any instance, guarded by the rules of the plugin that emits them", async () => {
  const a = await start();
  const b = await start(fruit("b"));
  await until(async () => (await statusOf(a, "/api/fruit/fruits/apple")) === 200);
  const browser = await openSocket(`${a.url}/api/signals/ws`);
  browser.send({ type: "subscribe", signals: ["fruit.ripe", "fruit.secret"] });
  const answers = [await browser.next(), await browser.next()];
  expect(answers).toContainEqual({ type: "subscribed", signals: ["fruit.ripe"] });
  expect(answers).toContainEqual({ type: "refused", signals: ["fruit.secret"], reason: "unauthorized" });
  await b.send("/api/fruit/emit", { name: "pear" });
  expect(await browser.next()).toMatchObject({ id: "fruit.ripe", payload: { name: "pear" } });
  browser.close();
});

test("what a plugin contributes is used where the point's owner runs, and comes and goes with its instance", async () => {
  const seen = Promise.withResolvers<Extensions<typeof sorts>>();
  const changes: string[] = [];
  const owner = pluginOf("fruit", {
    deps: { sorts: { kind: "extensions", id: sorts.id, point: sorts } },
    init({ sorts: view }) {
      view.onChange(({ type, extension }) => void changes.push(`${type} ${extension.metadata.id}`));
      seen.resolve(view);
    },
  });
  const os = implementContract({ pluginId: "fruit", router: sorts.router });
  const contributor = () =>
    pluginOf("pears", {
      deps: {},
      init({ contribute }) {
        const peel = os.peel.handler(({ input: { at }, context: { principal } }) => ({
          by: principal.type === "service" ? principal.pluginId : "nobody",
          at,
        }));
        contribute(sorts, { metadata: { id: "pear", sweet: true }, implementation: os.router({ peel }) });
      },
    });
  await start(owner);
  const view = await seen.promise;
  const b = await runPlatform({ home, plugins: [contributor()] });
  await until(() => view.get("pear") !== undefined);
  const pear = view.get("pear");
  expect(pear).toMatchObject({ pluginId: "pears", metadata: { id: "pear", sweet: true } });
  expect(await pear?.client.peel({ at: new Date(7) })).toEqual({ by: "fruit", at: new Date(7) });
  await b[Symbol.asyncDispose]();
  await until(() => view.get("pear") === undefined);
  await expect(pear?.client.peel({ at: new Date(7) })).rejects.toMatchObject({ code: "PLUGIN_UNAVAILABLE" });
  await start(contributor());
  await until(() => view.get("pear") !== undefined);
  expect(changes).toEqual(["added pear", "removed pear", "added pear"]);
});

test("every instance describes the API of all, says how all plugins are, and knows their access rules", async () => {
  const known = Promise.withResolvers<() => readonly string[]>();
  const watcher = pluginOf("watcher", {
    deps: { plugins: core.plugins, instances: core.instances },
    init({ plugins }) {
      known.resolve(() => plugins.accessRules().map(({ qualifiedId }) => qualifiedId));
    },
  });
  const a = await start(watcher);
  await start(
    fruit("b"),
    answeringPlugin("other", () => "x"),
  );
  await until(async () => (await statusOf(a, "/api/fruit/fruits/apple")) === 200);
  const document = await readJson(
    await a.ask("/api/openapi.json"),
    z.object({ paths: z.record(z.string(), z.object()) }),
  );
  expect(Object.keys(document.paths)).toContain("/api/fruit/fruits/{name}");
  const ready = await readJson(
    await a.ask("/api/health/ready"),
    z.object({ plugins: z.record(z.string(), z.unknown()) }),
  );
  expect(ready.plugins).toMatchObject({ watcher: { state: "ready" }, fruit: { state: "ready" } });
  expect((await known.promise)()).toEqual(["fruit.basket.read"]);
});

test("plugins see the instances and what each hosts", async () => {
  const seen = Promise.withResolvers<Instances>();
  const watcher = pluginOf("watcher", {
    deps: { instances: core.instances },
    init: (deps) => seen.resolve(deps.instances),
  });
  const a = await start(watcher);
  await start(fruit("b"));
  await until(async () => (await statusOf(a, "/api/fruit/fruits/apple")) === 200);
  const instances = await seen.promise;
  await until(() => instances.list().every(({ state }) => state === "running"));
  const [here, there] = instances.list();
  expect(here).toMatchObject({ isThis: true, heartbeatAgeMs: 0, plugins: [{ pluginId: "watcher", state: "ready" }] });
  expect(there).toMatchObject({ isThis: false, plugins: [{ pluginId: "fruit", version: "1.0.0", isolated: false }] });
  expect(there?.url).toStartWith("https://127.0.0.1:");
});
