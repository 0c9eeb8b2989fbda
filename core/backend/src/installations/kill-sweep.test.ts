import { expect, setDefaultTimeout, test } from "bun:test";
import { createHome } from "../testing/run-platform.ts";
import { installingPlatform } from "./testing/installing-platform.ts";
import { operate } from "./testing/operate.ts";
import { packedPlugin } from "./testing/packed-plugin.ts";
import { runOperation } from "./testing/run-operation.ts";

setDefaultTimeout(120_000);

const nothing = { packages: [], answer: "gone" };
const first = { packages: ["1.0.0 enabled of 1"], answer: "demo 1.0.0" };
const second = { packages: ["2.0.0 enabled of 2"], answer: "demo 2.0.0" };
const disabled = { packages: ["1.0.0 disabled of 1"], answer: "gone" };
const migrations = { "0001_notes": "create table notes (id int primary key);" };
const demo = (version: string) =>
  packedPlugin({
    version,
    plugins: [{ pluginId: "demo", migrations: { ...migrations, [`0002_${version}`]: "select 1;" } }],
  });

const arriving = { before: ["unpack.written", "unpack.renamed", "stored", "loaded", "writing"], after: ["written"] };
const leaving = { before: ["stopped", "removing"], after: ["removed"] };

const cases = [
  {
    name: "an install",
    steps: arriving,
    from: [],
    operation: { operation: "install", bytes: demo("1.0.0") },
    before: nothing,
    after: first,
  },
  {
    name: "an upgrade",
    steps: arriving,
    from: [demo("1.0.0")],
    operation: { operation: "install", bytes: demo("2.0.0") },
    before: first,
    after: second,
  },
  {
    name: "a disable",
    steps: leaving,
    from: [demo("1.0.0")],
    operation: { operation: "disable" },
    before: first,
    after: disabled,
  },
  {
    name: "an uninstall",
    steps: leaving,
    from: [demo("1.0.0")],
    operation: { operation: "uninstall" },
    before: first,
    after: nothing,
  },
] as const;

for (const { name, steps, from, operation, before, after } of cases) {
  test(`whatever moment ${name} is killed at, the next start finds the state before or after`, async () => {
    const ends = [
      ...steps.before.map((step) => [step, before] as const),
      ...steps.after.map((step) => [step, after] as const),
    ];
    for (const [killAt, expected] of ends) {
      await using home = await createHome();
      for (const bytes of from) {
        await using earlier = await installingPlatform({ home });
        await operate(earlier, { operation: "install", bytes });
      }
      expect({ killAt, state: await runOperation(home, { ...operation, killAt }) }).toEqual({
        killAt,
        state: undefined,
      });
      await using next = await installingPlatform({ home });
      expect({ killAt, state: await operate(next, { operation: "none" }) }).toEqual({ killAt, state: expected });
      // What was not done can be done again.
      if (expected === before)
        expect({ killAt, state: await operate(next, operation) }).toEqual({ killAt, state: after });
    }
  });
}
