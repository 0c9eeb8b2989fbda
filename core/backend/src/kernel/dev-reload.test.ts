import { expect, setDefaultTimeout, test } from "bun:test";
import * as z from "zod";
import { readJson } from "../testing/read-json.ts";
import { answeringSource, createPluginFolders } from "../testing/plugin-folders.ts";
import { createHome, runPlatform } from "../testing/run-platform.ts";
import { silent } from "../testing/silent-logger.ts";
import { until } from "../testing/until.ts";
import { watchPlugins } from "./dev-reload.ts";

setDefaultTimeout(60_000);

test("an edit to a plugin, or to a package it is built on, is live without a restart of anything else", async () => {
  await using home = await createHome();
  await using folders = await createPluginFolders();
  const life = { init: "const life = crypto.randomUUID();" };
  await folders.writeShared("deep-common", { "index.ts": `export const depth = "deep 1";` });
  await folders.writeShared(
    "edited-common",
    { "index.ts": `export { depth } from "@checkstack/deep-common";` },
    { dependencies: ["deep-common"] },
  );
  await folders.writePlugin(
    "edited",
    answeringSource("edited", {
      ...life,
      head: `import { depth } from "@checkstack/edited-common"; import { text } from "./text.ts";`,
      body: "return { text, depth, life };",
    }),
    { files: { "text.ts": `export const text = "text 1";` }, dependencies: ["edited-common"] },
  );
  await folders.writePlugin("bystander", answeringSource("bystander", { ...life, body: "return { life };" }));
  const sources = await folders.discover();
  await using platform = await runPlatform({ home, plugins: sources });
  using watching = new DisposableStack();
  const stop = watching.adopt(new AbortController(), (controller) => controller.abort());
  await watchPlugins({ sources, kernel: platform.kernel, logger: silent, signal: stop.signal });

  const answer = async (pluginId: string) =>
    readJson(await platform.ask(`/api/${pluginId}/x`), z.looseObject({ life: z.unknown().optional() }));
  const becomes = (expected: object) => until(async () => Bun.deepMatch(expected, await answer("edited")));
  const bystander = await answer("bystander");
  const first = await answer("edited");
  expect(first).toMatchObject({ text: "text 1", depth: "deep 1" });

  await folders.write("edited-backend/src/text.ts", `export const text = "text 2";`);
  await becomes({ text: "text 2", depth: "deep 1" });
  expect((await answer("edited")).life).not.toBe(first.life);

  await folders.write("deep-common/src/index.ts", `export const depth = "deep 2";`);
  await becomes({ text: "text 2", depth: "deep 2" });

  await folders.write("edited-backend/src/text.ts", `export const text = ;`);
  await until(() => platform.lateErrors("edited")?.length === 1);
  expect(await answer("edited")).toMatchObject({ text: "text 2", depth: "deep 2" });
  await folders.write("edited-backend/src/text.ts", `export const text = "text 3";`);
  await becomes({ text: "text 3", depth: "deep 2" });

  expect(await answer("bystander")).toEqual(bystander);
});
