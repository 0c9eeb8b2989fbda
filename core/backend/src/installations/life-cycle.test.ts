import { expect, setDefaultTimeout, test } from "bun:test";
import { createHome } from "../testing/run-platform.ts";
import { installingPlatform } from "./testing/installing-platform.ts";
import { packedPlugin } from "./testing/packed-plugin.ts";

setDefaultTimeout(60_000);

test("a package is installed, upgraded, rolled back, disabled, enabled and uninstalled while the platform runs", async () => {
  await using home = await createHome();
  await using platform = await installingPlatform({ home });
  const { installations, answerOf } = platform;
  const by = { name: "@acme/demo", actor: "Ada" };
  expect(await answerOf("demo")).toBe("404 PLUGIN_UNKNOWN");

  const installed = await platform.install(packedPlugin());
  expect(installed).toMatchObject({ name: "@acme/demo", version: "1.0.0", pluginIds: ["demo"] });
  expect(await answerOf("demo")).toBe("demo 1.0.0");

  await platform.install(packedPlugin({ version: "1.1.0" }));
  expect(await answerOf("demo")).toBe("demo 1.1.0");
  await installations.rollback({ ...by, version: "1.0.0" });
  expect(await answerOf("demo")).toBe("demo 1.0.0");
  await installations.disable(by);
  expect(await answerOf("demo")).toBe("404 PLUGIN_UNKNOWN");
  await installations.enable(by);
  expect(await answerOf("demo")).toBe("demo 1.0.0");
  await installations.uninstall({ ...by, data: "delete" });
  expect(await answerOf("demo")).toBe("404 PLUGIN_UNKNOWN");
  expect(await installations.list()).toEqual([]);
});
