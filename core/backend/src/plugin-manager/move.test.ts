import { expect, setDefaultTimeout, test } from "bun:test";
import * as z from "zod";
import { setUpAdministrator } from "../testing/people.ts";
import { workspacePlugins } from "../testing/plugin-source.ts";
import { readJson } from "../testing/read-json.ts";
import { createHome, runPlatform } from "../testing/run-platform.ts";

setDefaultTimeout(60_000);

test("a plugin of the platform is moved into a process of its own and back, and its page says what it reaches there", async () => {
  await using home = await createHome();
  await using platform = await runPlatform({ home, plugins: await workspacePlugins() });
  const ada = await setUpAdministrator(platform);
  const path = "/api/pluginmanager/plugins/healthcheck-http";
  const look = async () =>
    readJson(
      await ada.ask(path),
      z.looseObject({ place: z.looseObject({ place: z.string() }), reaches: z.array(z.string()) }),
    );

  expect((await look()).place).toEqual({ place: "in-process" });
  expect((await ada.send(`${path}/move`, { to: "isolated" })).ok).toBe(true);
  const moved = await look();
  expect(moved).toMatchObject({ place: { place: "own-process", process: { sandbox: expect.any(Object) } } });
  expect(moved.reaches[0]).toContain("moved into a process of its own");
  expect(platform.states()["healthcheck-http"]).toBe("ready");
  expect((await ada.send(`${path}/move`, { to: "in-process" })).ok).toBe(true);
  expect((await look()).place).toEqual({ place: "in-process" });
  expect((await ada.send("/api/pluginmanager/plugins/nobody/move", { to: "isolated" })).status).toBe(404);
});
