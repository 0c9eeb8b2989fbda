import { expect, setDefaultTimeout, test } from "bun:test";
import { core } from "@checkstack/backend-api";
import { createHook } from "@checkstack/common";
import * as z from "zod";
import { openContract, openRouter, pluginOf } from "./testing/plugin-source.ts";
import { createHome, runPlatform } from "./testing/run-platform.ts";
import { until } from "./testing/until.ts";

setDefaultTimeout(60_000);

const shop = { pluginId: "shop", displayName: "Shop" };
const sold = createHook(shop, { id: "sold", payload: z.object({ what: z.string() }), delivery: "once" });
const announced = createHook(shop, { id: "announced", payload: z.object({ what: z.string() }), delivery: "broadcast" });
const contract = openContract("shop");

const shopPlugin = pluginOf(
  "shop",
  {
    deps: { database: core.database },
    async init({ database, serve, emitHook }) {
      await database.query("create table if not exists sales (what text)");
      const sell = async (what: string): Promise<number> => {
        const [announcement, ...rest] = what.split("announce:").toReversed();
        if (rest.length > 0) await emitHook(announced, { what: announcement ?? "" });
        else
          await database.transaction(async (tx) => {
            await tx.query("insert into sales values ($1)", [what]);
            await emitHook(sold, { what }, { tx });
            if (what.startsWith("refused")) throw new Error("the customer went away");
          });
        return (await database.query("select from sales")).length;
      };
      serve(contract, openRouter(contract, sell));
    },
  },
  (registry) => registry.registerContract(contract),
);

const listenerTo = (pluginId: string, heard: string[]) =>
  pluginOf(pluginId, {
    deps: {},
    init() {},
    afterPluginsReady({ onHook }) {
      onHook(sold, ({ what }) => void heard.push(`${pluginId} heard ${what}`));
      onHook(announced, ({ what }) => void heard.push(`${pluginId} heard ${what}`));
    },
  });

test("an event counts when its transaction does: once for each plugin, whichever instance it is on", async () => {
  await using home = await createHome();
  const heard: { one: string[]; two: string[] } = { one: [], two: [] };
  const on = (list: string[]) => [shopPlugin, listenerTo("stock", list), listenerTo("ledger", list)];
  await using one = await runPlatform({ home, plugins: on(heard.one) });
  await using two = await runPlatform({ home, plugins: on(heard.two) });

  expect((await one.ask("/api/shop/refused tea")).status).toBe(500);
  expect(await (await one.ask("/api/shop/tea")).json()).toBe(1);
  expect(await (await two.ask("/api/shop/cake")).json()).toBe(2);
  // What is told last is heard last, so that nothing can be on its way after it.
  expect((await two.ask("/api/shop/announce:closing time")).status).toBe(200);
  const closing = ["stock heard closing time", "ledger heard closing time"];
  await until(() => closing.every((line) => heard.one.includes(line) && heard.two.includes(line)));
  await until(() => [...heard.one, ...heard.two].length >= 8);

  expect([...heard.one, ...heard.two].filter((line) => !closing.includes(line)).toSorted()).toEqual([
    "ledger heard cake",
    "ledger heard tea",
    "stock heard cake",
    "stock heard tea",
  ]);
  for (const list of [heard.one, heard.two]) {
    expect(list.filter((line) => closing.includes(line)).toSorted()).toEqual(closing.toSorted());
  }
});
