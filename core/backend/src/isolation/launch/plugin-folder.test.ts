import { expect, setDefaultTimeout, test } from "bun:test";
import { existsSync } from "node:fs";
import { mkdir, utimes } from "node:fs/promises";
import { makePluginFolder, removeLeftFolders } from "./plugin-folder.ts";

setDefaultTimeout(60_000);

test("the folders of platforms that were killed are removed, those of others are not", async () => {
  await using killed = await makePluginFolder();
  await using alive = await makePluginFolder();
  await using young = await makePluginFolder();
  await using abandoned = await makePluginFolder();
  for (const { own } of [killed, alive]) await mkdir(own);
  const serve = `Bun.serve({ unix: ${JSON.stringify(killed.platformSocket)}, fetch: () => new Response() }); console.log("up")`;
  const platform = Bun.spawn([process.execPath, "-e", serve], { stdout: "pipe" });
  await platform.stdout.getReader().read();
  await using _server = Bun.serve({ unix: alive.platformSocket, fetch: () => new Response() });
  const anHourAgo = new Date(Date.now() - 3_600_000);
  await utimes(abandoned.path, anHourAgo, anHourAgo);

  const left = async () => {
    await removeLeftFolders();
    return Object.entries({ killed, alive, young, abandoned }).flatMap(([name, { path }]) =>
      existsSync(path) ? [name] : [],
    );
  };
  expect(await left()).toEqual(["killed", "alive", "young"]);
  platform.kill("SIGKILL");
  await platform.exited;
  expect(await left()).toEqual(["alive", "young"]);
});
