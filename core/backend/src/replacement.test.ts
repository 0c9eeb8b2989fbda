import { expect, setDefaultTimeout, test } from "bun:test";
import { core, createServiceRef, extensionsOf, implementContract, rpc } from "@checkstack/backend-api";
import { createContractPoint, procedure, type Person } from "@checkstack/common";
import * as z from "zod";
import { answeringPlugin, openContract, openRouter, pluginOf, sourceOf } from "./testing/plugin-source.ts";
import { createHome, runPlatform, type RunningPlatform } from "./testing/run-platform.ts";
import { until } from "./testing/until.ts";

setDefaultTimeout(60_000);

const answerOf = async (platform: RunningPlatform, path: string): Promise<unknown> => (await platform.ask(path)).json();

test("a contribution is used by its owner, goes with its plugin and comes back with it", async () => {
  const greeters = createContractPoint(
    { pluginId: "owner", displayName: "Owner" },
    {
      id: "greeters",
      metadata: z.object({ id: z.string(), language: z.string() }),
      router: { greet: procedure.input(z.object({ name: z.string() })).output(z.string()) },
    },
  );
  const changes: string[] = [];
  const contract = openContract("owner");
  const owner = pluginOf(
    "owner",
    {
      deps: { greeters: extensionsOf(greeters) },
      init({ greeters: list, serve }) {
        list.onChange(({ type, extension }) => void changes.push(`${type} ${extension.metadata.language}`));
        const greet = async (name: string) => (await list.get("polite")?.client.greet({ name })) ?? "nobody greets";
        serve(contract, openRouter(contract, greet));
      },
    },
    (registry) => registry.registerContract(contract),
  );
  const contributor = pluginOf("contributor", {
    deps: {},
    init({ contribute }) {
      const os = implementContract({ pluginId: "owner", router: greeters.router });
      const implementation = os.router({ greet: os.greet.handler(({ input }) => `Good day, ${input.name}`) });
      contribute(greeters, { metadata: { id: "polite", language: "English" }, implementation });
    },
  });
  await using home = await createHome();
  await using platform = await runPlatform({ home, plugins: [owner, contributor] });
  expect(await answerOf(platform, "/api/owner/Ann")).toBe("Good day, Ann");

  await platform.kernel.stop("contributor");
  expect(await answerOf(platform, "/api/owner/Ann")).toBe("nobody greets");
  expect(await answerOf(platform, "/api/contributor/x")).toMatchObject({ code: "PLUGIN_UNAVAILABLE" });

  await platform.kernel.start([sourceOf(contributor)]);
  expect(await answerOf(platform, "/api/owner/Ann")).toBe("Good day, Ann");
  expect(changes).toEqual(["added English", "removed English", "added English"]);
  expect(platform.states()).toEqual({ owner: "ready", contributor: "ready" });
});

interface Counter {
  next(): Promise<number>;
}

test("a plugin is replaced under load: its own and its dependents' requests wait with 503, no other fails", async () => {
  const counter = createServiceRef<Counter>("base.counter");
  const baseContract = openContract("base");
  let lives = 0;
  /** Its service works until its scope ends, as one with a connection does. */
  const base = pluginOf(
    "base",
    {
      deps: { database: core.database },
      provides: [counter],
      init({ database, provide, serve, scope }) {
        lives++;
        let open = true;
        scope.defer(() => void (open = false));
        const next = async (): Promise<number> => {
          await database.query("select pg_sleep(0.01)");
          if (!open) throw new Error("the counter was closed under a request");
          return lives;
        };
        provide(counter, { next });
        serve(baseContract, openRouter(baseContract, next));
      },
    },
    (registry) => registry.registerContract(baseContract),
  );
  const dependentContract = openContract("dependent");
  const dependent = pluginOf(
    "dependent",
    {
      deps: { counter },
      init({ counter: { next }, serve }) {
        serve(dependentContract, openRouter(dependentContract, next));
      },
    },
    (registry) => registry.registerContract(dependentContract),
  );
  const callerContract = openContract("caller");
  const caller = pluginOf(
    "caller",
    {
      deps: { base: rpc(baseContract) },
      init({ base: client, serve }) {
        serve(
          callerContract,
          openRouter(callerContract, () => client.call({ name: "x" })),
        );
      },
    },
    (registry) => registry.registerContract(callerContract),
  );
  await using home = await createHome();
  const plugins = [base, dependent, sourceOf(caller, { calls: ["base"] }), answeringPlugin("bystander", () => "here")];
  await using platform = await runPlatform({ home, plugins });

  let loading = true;
  const loaded = ["base", "dependent", "caller", "bystander"];
  const seen = new Map(loaded.map((pluginId) => [pluginId, new Set<string>()]));
  const servedSince = new Set<string>();
  const load = async (pluginId: string): Promise<void> => {
    while (loading) {
      const answer = await platform.ask(`/api/${pluginId}/x`);
      const text = await answer.text();
      const code = answer.status === 200 ? "" : ` ${z.object({ code: z.string() }).parse(JSON.parse(text)).code}`;
      seen.get(pluginId)?.add(`${answer.status}${code}${answer.headers.has("retry-after") ? " retry-after" : ""}`);
      if (answer.status === 200) servedSince.add(pluginId);
    }
  };
  const loads = loaded.flatMap((pluginId) => [load(pluginId), load(pluginId), load(pluginId)]);
  for (let round = 0; round < 10; round++) {
    servedSince.clear();
    await until(() => servedSince.size === loaded.length);
    await platform.kernel.replace(sourceOf(base));
  }
  loading = false;
  await Promise.all(loads);

  expect(Object.fromEntries([...seen].map(([pluginId, answers]) => [pluginId, [...answers]]))).toEqual({
    base: ["200"],
    dependent: ["200"],
    caller: ["200"],
    bystander: ["200"],
  });
  expect(platform.states()).toEqual({ base: "ready", dependent: "ready", caller: "ready", bystander: "ready" });
  expect(await answerOf(platform, "/api/dependent/x")).toBe(11);
  for (const pluginId of loaded) expect(platform.lateErrors(pluginId)).toEqual([]);
});

test("while the plugin that knows people restarts, nobody is taken for a stranger", async () => {
  const somebody: Person = { type: "user", id: "1", name: "A", email: "a@example.org", roles: [], accessRules: [] };
  const gate = Promise.withResolvers<void>();
  let starts = 0;
  const auth = pluginOf("auth", {
    deps: {},
    provides: [core.authenticator],
    async init({ provide }) {
      if (++starts > 1) await gate.promise;
      provide(core.authenticator, { authenticate: async () => somebody });
    },
  });
  const plugins = [auth, answeringPlugin("bystander", () => "here")];
  await using home = await createHome();
  await using platform = await runPlatform({ home, plugins });
  const socket = new WebSocket(`${platform.url.replace("http", "ws")}/api/signals/ws`);
  await new Promise((resolve) => socket.addEventListener("open", resolve));
  let closed = false;
  socket.addEventListener("close", () => (closed = true));

  const replaced = platform.kernel.replace(sourceOf(auth));
  await until(() => starts === 2);
  const answer = platform.ask("/api/bystander/x");
  gate.resolve();
  await replaced;
  expect((await answer).status).toBe(200);
  expect(closed).toBe(false);
  socket.close();
});
