import { createContract, definePluginMetadata, procedure } from "@checkstack/common";
import { implementContract, type CallContext } from "@checkstack/backend-api";
import { eventIterator, ORPCError } from "@orpc/contract";
import { describe, expect, test } from "bun:test";
import * as z from "zod";
import { createInvoker } from "./invoke-procedure.ts";

const open = procedure.meta({ access: "public" });
const gone = { GONE: { status: 410, data: z.object({ since: z.number() }) } } as const;
const contract = createContract(definePluginMetadata({ pluginId: "demo", displayName: "Demo", description: "" }), {
  double: open
    .input(z.object({ n: z.number(), at: z.date().optional() }))
    .output(z.object({ n: z.number() }))
    .errors(gone),
  count: open.output(eventIterator(z.number())),
});
const context: CallContext = { principal: { type: "anonymous", accessRules: [] } };
const os = implementContract(contract);

/** Does as it is told by the number. */
function doubled(n: number): { n: number } {
  if (n === 1) throw new ORPCError("GONE", { status: 410, data: { since: 7 } });
  if (n === 2) throw new ORPCError("GONE", { status: 500, data: "nonsense" });
  if (n === 3) throw new TypeError("a bug");
  return { n: 2 * n };
}
const double = os.double.handler(({ input: { n } }) => doubled(n));
const withMiddleware = os.double.use(async ({ next }) => next()).handler(({ input: { n } }) => doubled(n));

describe.each([
  ["alone", createInvoker(double, ["double"])],
  ["behind a middleware", createInvoker(withMiddleware, ["double"])],
])("a procedure %s", (_, invoke) => {
  const call = (input: unknown, coerce = false) => invoke(input, { context, coerce });

  test("takes what fits its schema, and text where it is to be read", async () => {
    expect(await call({ n: 21 })).toEqual({ n: 42 });
    expect(await call({ n: "21", at: "2026-11-23T00:00:00.000Z" }, true)).toEqual({ n: 42 });
    await expect(call({ n: "21" })).rejects.toMatchObject({
      code: "BAD_REQUEST",
      cause: { issues: [{ path: ["n"] }] },
    });
  });

  test("throws errors of its contract as such, and no others", async () => {
    await expect(call({ n: 1 })).rejects.toMatchObject({
      code: "GONE",
      status: 410,
      defined: true,
      data: { since: 7 },
    });
    await expect(call({ n: 2 })).rejects.toMatchObject({ code: "GONE", status: 500, defined: false });
    await expect(call({ n: 3 })).rejects.toBeInstanceOf(TypeError);
  });

  test("answers nothing that its contract does not allow", async () => {
    await expect(call({ n: Number.MAX_VALUE })).rejects.toMatchObject({ code: "INTERNAL_SERVER_ERROR" });
  });
});

test("a stream passes, and each of its values is looked at", async () => {
  const count = os.count.handler(async function* () {
    yield 1;
    yield* [Number.NaN];
  });
  const stream = await createInvoker(count, ["count"])(undefined, { context });
  const seen: unknown[] = [];
  const readAll = async () => {
    if (typeof stream === "object" && stream !== null && Symbol.asyncIterator in stream) {
      for await (const value of z.custom<AsyncIterable<unknown>>().parse(stream)) seen.push(value);
    }
  };
  await expect(readAll()).rejects.toMatchObject({ code: "EVENT_ITERATOR_VALIDATION_FAILED" });
  await readAll().catch(() => undefined);
  expect(seen).toEqual([1]);
});
