import { join } from "node:path";
import { expect, setDefaultTimeout, test } from "bun:test";
import { createHome } from "../testing/run-platform.ts";
import { until } from "../testing/until.ts";
import { installingPlatform } from "./testing/installing-platform.ts";
import { answering, packedPlugin } from "./testing/packed-plugin.ts";

setDefaultTimeout(120_000);

/** `bench/plugins.ts` does two hundred. */
const UPGRADES = 12;
const CALLERS = 4;

test("upgrades in a row fail no request, and let go of the code of versions before", async () => {
  await using home = await createHome();
  await using platform = await installingPlatform({ home });
  const lives: WeakRef<object>[] = [];
  Object.assign(globalThis, { lives });
  const packed = (patch: number): Uint8Array => {
    const head = "const ballast = { bytes: new Uint8Array(1_000_000) }; globalThis.lives.push(new WeakRef(ballast));";
    const code = `${answering("demo", `1.0.${patch}`, { head })}; export { ballast };`;
    return packedPlugin({ version: `1.0.${patch}`, plugins: [{ pluginId: "demo", code }] });
  };
  await platform.install(packed(0));

  let calling = true;
  const answers = new Map<string, number>();
  async function call(): Promise<void> {
    while (calling) {
      const answer = await platform.ask("/api/demo/x");
      const text = `${answer.status} ${await answer.text()}`;
      answers.set(text, (answers.get(text) ?? 0) + 1);
    }
  }
  const callers = Array.from({ length: CALLERS }, call);
  for (let patch = 1; patch <= UPGRADES; patch++) {
    await platform.install(packed(patch));
    await until(() => answers.has(`200 "demo 1.0.${patch}"`));
  }
  calling = false;
  await Promise.all(callers);

  const expected = Array.from({ length: UPGRADES + 1 }, (_, patch) => `200 "demo 1.0.${patch}"`);
  expect([...answers.keys()].toSorted()).toEqual(expected.toSorted());
  const modules = Object.keys(require.cache).filter((file) => file.startsWith(join(home.dataDir, "plugins")));
  expect(modules).toHaveLength(1);
  // The collector may leave the last few.
  await until(() => {
    Bun.gc(true);
    return lives.filter((life) => life.deref()).length <= 3;
  });
});
