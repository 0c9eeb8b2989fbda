import { createContractPoint, procedure } from "@checkstack/common";
import { implementContract } from "@checkstack/backend-api";
import { expect, test } from "bun:test";
import * as z from "zod";
import { createExtensionCall } from "./extension-call.ts";

const point = createContractPoint(
  { pluginId: "checks", displayName: "Checks" },
  {
    id: "strategies",
    metadata: z.object({ id: z.string() }),
    router: {
      run: procedure
        .input(z.object({ at: z.date(), host: z.string() }))
        .output(z.object({ up: z.boolean(), caller: z.string() })),
    },
  },
);
const os = implementContract({ pluginId: "checks", router: point.router });

test("the owner calls an implementation without access rules, and is known to it", async () => {
  const implementation = os.router({
    run: os.run.handler(({ input, context: { principal } }) => ({
      up: input.at instanceof Date,
      caller: principal.type === "service" ? principal.pluginId : "nobody",
    })),
  });
  const call = createExtensionCall(point, implementation, { contributorId: "http" });
  expect(await call(["run"], { at: new Date(), host: "a" }, {})).toEqual({ up: true, caller: "checks" });
});

test("a bug of an implementation is its contributor's", async () => {
  const reports: unknown[] = [];
  const broken = os.router({
    run: os.run.handler(() => {
      throw new Error("bug");
    }),
  });
  const call = createExtensionCall(point, broken, {
    contributorId: "http",
    onHandlerError: (pluginId, error, { procedure: name }) => void reports.push({ pluginId, error, name }),
  });
  const failure = await call(["run"], { at: new Date(), host: "a" }, {}).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: "INTERNAL" });
  expect(reports).toEqual([{ pluginId: "http", error: new Error("bug"), name: "checks.strategies/run" }]);
});

test("an implementation that misses a procedure is refused when it is added", () => {
  expect(() => createExtensionCall(point, {}, { contributorId: "http" })).toThrow(
    'plugin "http" does not implement "run" of extension point "checks.strategies"',
  );
});
