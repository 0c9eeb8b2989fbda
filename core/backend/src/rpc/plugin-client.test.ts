import type { Person } from "@checkstack/common";
import type { RpcClient } from "@checkstack/backend-api";
import { isDefinedError, ORPCError, safe } from "@orpc/client";
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { createPeople, demoContract, demoRouter, startTestPlatform, type Waiting } from "../http/test-platform.ts";
import { serveToInstance } from "../instances/testing/two-instances.ts";
import { createContractRegistry } from "./contract-registry.ts";

type DemoClient = RpcClient<typeof demoContract>;

const caller = { pluginId: "caller" };
const waiting: Waiting = new Map();
const people = createPeople();
const open: AsyncDisposable[] = [];
const clients: { local?: DemoClient; remote?: DemoClient } = {};
const DEADLINE_MS = 400;

beforeAll(async () => {
  const host = await startTestPlatform({
    serve: [[demoContract, demoRouter(waiting)]],
    registry: { deadlineMs: DEADLINE_MS },
  });
  const instance = await serveToInstance(host);
  open.push(instance, host);
  const elsewhere = createContractRegistry({ elsewhere: instance.elsewhere, deadlineMs: DEADLINE_MS });
  clients.local = host.contracts.client(demoContract, caller);
  clients.remote = elsewhere.client(demoContract, caller);
});

afterAll(async () => {
  for (const resource of open) await resource[Symbol.asyncDispose]();
});

/** A handler of `wait` that a test can watch. */
function watch(key: string) {
  const started = Promise.withResolvers<void>();
  const aborted = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  waiting.set(key, { started: started.resolve, aborted: aborted.resolve, release: release.promise });
  return { started: started.promise, aborted: aborted.promise, release: release.resolve };
}

const personCalled = (name: string): Person | undefined => people.get(name);

const failureOf = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => "no failure",
    (error: unknown) => error,
  );

describe.each(["local", "remote"] as const)("a %s call", (transport) => {
  const client = (): DemoClient => {
    const found = clients[transport];
    if (!found) throw new Error("not started");
    return found;
  };

  test("keeps dates, bigints, maps and sets", async () => {
    const value = {
      at: new Date(5),
      big: 12n,
      map: new Map([["a", new Date(1)]]),
      set: new Set([1]),
      list: [null, 1.5],
    };
    expect(await client().echo(value)).toEqual(value);
    expect((await client().things.get({ id: "x" })).at).toEqual(new Date(0));
  });

  test("drops undefined fields, keeps undefined items and undefined itself", async () => {
    const answer = await client().echo({ a: undefined, b: [undefined, 1], c: { d: undefined } });
    expect(answer).toStrictEqual({ b: [undefined, 1], c: {} });
    expect(await client().echo(undefined)).toBeUndefined();
  });

  test("turns what is not plain data into what JSON makes of it", async () => {
    class Point {
      readonly x = 1;
      norm() {
        return this.x;
      }
    }
    expect(await client().echo({ point: new Point(), run: () => 1 })).toStrictEqual({ point: { x: 1 } });
  });

  test("carries files", async () => {
    expect(await client().things.upload(new File(["abc"], "a.tgz"))).toEqual({ bytes: 3, name: "a.tgz" });
  });

  test("shares no object with the callee", async () => {
    const input = { list: [1] };
    const answer = await client().echo(input);
    expect(answer).toEqual(input);
    expect(answer).not.toBe(input);
  });

  test("throws the typed errors of the contract with their data", async () => {
    const { error } = await safe(client().things.get({ id: "none" }));
    expect(isDefinedError(error)).toBe(true);
    expect(error).toMatchObject({ code: "THING_NOT_FOUND", status: 404, data: { id: "none" } });
  });

  test("names the wrong fields of an input", async () => {
    const error = await failureOf(client().things.create({ id: "a", size: 0, at: new Date() }));
    expect(error).toMatchObject({ code: "BAD_REQUEST", status: 400, data: { errors: [{ path: "size" }] } });
  });

  test("says of a bug nothing but a request id", async () => {
    const error = await failureOf(client().crash());
    expect(error).toMatchObject({ code: "INTERNAL", status: 500, defined: false });
    if (!(error instanceof ORPCError)) throw error;
    expect(error.cause).toBeUndefined();
    expect(JSON.stringify(error)).not.toContain("secret detail");
  });

  test("carries the calling plugin and the person it acts for", async () => {
    const { principal } = await client().whoami(undefined, { context: { onBehalfOf: personCalled("reader") } });
    expect(principal).toEqual({ type: "service", pluginId: "caller", onBehalfOf: personCalled("reader") });
    expect((await client().whoami()).principal).toMatchObject({ type: "service", pluginId: "caller" });
    expect(await client().internal()).toBe("for plugins");
  });

  test("is checked for the person it acts for", async () => {
    const anonymous: Person = { type: "anonymous", accessRules: [] };
    const asNobody = failureOf(client().things.get({ id: "x" }, { context: { onBehalfOf: personCalled("nobody") } }));
    expect(await asNobody).toMatchObject({
      code: "FORBIDDEN",
      status: 403,
      data: { accessRules: ["demo.thing.read"] },
    });
    const asStranger = failureOf(client().things.get({ id: "x" }, { context: { onBehalfOf: anonymous } }));
    expect(await asStranger).toMatchObject({ code: "UNAUTHORIZED", status: 401 });
  });

  test("ends with the caller's signal, and tells the callee", async () => {
    const { started, aborted, release } = watch(`${transport}-abort`);
    const controller = new AbortController();
    const reason = new Error("changed my mind");
    const result = failureOf(client().wait({ key: `${transport}-abort` }, { signal: controller.signal }));
    await started;
    controller.abort(reason);
    expect(await result).toBe(reason);
    await aborted;
    release();
  });

  test("ends at the deadline even when the callee does not listen, and tells it", async () => {
    const { aborted, release } = watch(`${transport}-deadline`);
    const error = await failureOf(client().wait({ key: `${transport}-deadline` }));
    expect(error).toMatchObject({ code: "DEADLINE_EXCEEDED", status: 504, data: { pluginId: "demo" } });
    await aborted;
    release();
  });

  test("does not start when its signal has ended", async () => {
    const reason = new Error("too late");
    expect(await failureOf(client().hello(undefined, { signal: AbortSignal.abort(reason) }))).toBe(reason);
  });
});

test("a plugin that nobody hosts is unavailable, by name", async () => {
  const client = createContractRegistry().client(demoContract, caller);
  expect(await failureOf(client.hello())).toMatchObject({
    code: "PLUGIN_UNAVAILABLE",
    status: 503,
    message: 'Plugin "demo" runs neither here nor on any instance that can be reached.',
  });
});

test("an instance that does not answer makes its plugin unavailable", async () => {
  const host = await startTestPlatform();
  const gone = await serveToInstance(host);
  await gone[Symbol.asyncDispose]();
  await host[Symbol.asyncDispose]();
  const error = await failureOf(createContractRegistry(gone).client(demoContract, caller).hello());
  expect(error).toMatchObject({
    code: "PLUGIN_UNAVAILABLE",
    status: 503,
    message: 'Plugin "demo" in instance host cannot be reached.',
  });
});

test("one client follows the plugin: away, here, away", async () => {
  const registry = createContractRegistry();
  const client = registry.client(demoContract, caller);
  expect(await failureOf(client.hello())).toMatchObject({ code: "PLUGIN_UNAVAILABLE" });
  registry.declare(demoContract);
  const served = registry.serve(demoContract, demoRouter());
  expect(await client.hello()).toEqual({ hello: "world" });
  await served[Symbol.asyncDispose]();
  expect(await failureOf(client.hello())).toMatchObject({ code: "PLUGIN_UNAVAILABLE" });
});
