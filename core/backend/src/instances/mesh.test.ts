import { afterAll, beforeAll, expect, test } from "bun:test";
import { rpc } from "@checkstack/backend-api";
import { createHome, runPlatform, type Home, type RunningPlatform } from "../testing/run-platform.ts";
import { answeringPlugin, openContract, openRouter, pluginOf, sourceOf } from "../testing/plugin-source.ts";
import { until } from "../testing/until.ts";

let home: Home;
const open: AsyncDisposable[] = [];
beforeAll(async () => {
  home = await createHome();
});
afterAll(async () => {
  for (const resource of open.reverse()) await resource[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
});

const start = async (...plugins: Parameters<typeof runPlatform>[0]["plugins"]): Promise<RunningPlatform> => {
  const platform = await runPlatform({ home, plugins });
  open.push(platform);
  return platform;
};

const fruitContract = openContract("fruit");
const fruit = (where: string) => answeringPlugin("fruit", (name) => `${name} of ${where}`);
const cook = () => {
  const contract = openContract("cook");
  return sourceOf(
    pluginOf(
      "cook",
      {
        deps: { fruit: rpc(fruitContract) },
        init({ fruit: client, serve }) {
          serve(contract, openRouter(contract, async (name) => ({ pie: await client.call({ name }) })));
        },
      },
      (registry) => registry.registerContract(contract),
    ),
    { calls: ["fruit"] },
  );
};

test("a plugin is called, and its API answered, wherever it runs", async () => {
  const a = await start(cook());
  expect((await a.ask("/api/fruit/apple")).status).toBe(404);
  const b = await start(fruit("b"));
  await until(async () => (await a.ask("/api/fruit/apple")).status === 200);
  expect(await (await a.ask("/api/fruit/apple")).json()).toBe("apple of b");
  expect(await (await a.ask("/api/cook/apple")).json()).toEqual({ pie: "apple of b" });
  expect(await (await b.ask("/api/cook/apple")).json()).toEqual({ pie: "apple of b" });
});
