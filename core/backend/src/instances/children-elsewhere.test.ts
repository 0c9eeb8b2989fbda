import { expect, setDefaultTimeout, test } from "bun:test";
import { core, type Instances } from "@checkstack/backend-api";
import * as z from "zod";
import { answeringSource, createPluginFolders } from "../testing/plugin-folders.ts";
import { pluginOf } from "../testing/plugin-source.ts";
import { readJson } from "../testing/read-json.ts";
import { createHome, runPlatform } from "../testing/run-platform.ts";
import { until } from "../testing/until.ts";

setDefaultTimeout(60_000);

test("a plugin in a process of its own is reached from every instance, and reaches plugins at all", async () => {
  await using home = await createHome();
  await using folders = await createPluginFolders();
  await folders.writePlugin("fruit", answeringSource("fruit", { body: "return `${name}, a fruit`;" }));
  await folders.writePlugin(
    "cook",
    answeringSource("cook", {
      head: `
        const fruit = createContract({ pluginId: "fruit", displayName: "Fruit" }, {
          call: procedure.meta({ access: "public" }).route({ method: "GET", path: "/{name}" })
            .input(z.object({ name: z.string() })).output(z.unknown()),
        });`,
      deps: "fruit: rpc(fruit)",
      body: "return { pie: await given.fruit.call({ name }), by: process.pid };",
    }),
    { calls: ["fruit"] },
  );
  const sources = await folders.discover();
  const seen = Promise.withResolvers<Instances>();
  const watcher = pluginOf("watcher", {
    deps: { instances: core.instances },
    init: ({ instances }) => seen.resolve(instances),
  });
  const only = (pluginId: string) => sources.filter((source) => source.pluginId === pluginId);
  await using parent = await runPlatform({ home, plugins: only("cook"), isolate: ["cook-backend"] });
  await using other = await runPlatform({ home, plugins: [...only("fruit"), watcher] });
  expect(parent.states()).toEqual({ cook: "ready" });
  await until(async () => (await other.ask("/api/cook/apple")).status === 200);
  const pie = await readJson(await other.ask("/api/cook/apple"), z.object({ pie: z.string(), by: z.number() }));
  expect(pie.pie).toBe("apple, a fruit");
  expect(pie.by).not.toBe(process.pid);
  const document = await readJson(
    await other.ask("/api/openapi.json"),
    z.object({ paths: z.record(z.string(), z.unknown()) }),
  );
  expect(Object.keys(document.paths)).toContain("/api/cook/{name}");
  const plugins = (await seen.promise).list().flatMap((instance) => instance.plugins);
  expect(plugins.map(({ pluginId, isolated }) => `${pluginId} ${isolated}`).toSorted()).toEqual([
    "cook true",
    "fruit false",
    "watcher false",
  ]);
});
