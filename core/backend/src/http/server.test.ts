import { createContract, procedure } from "@checkstack/common";
import { ORPCError } from "@orpc/client";
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import {
  asBearer,
  demoContract,
  demoRouter,
  problemOf,
  startTestPlatform,
  type TestPlatform,
} from "./test-platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(async () => {
  await platform[Symbol.asyncDispose]();
});

describe("answers", () => {
  test.each([
    "/api/demo/hello",
    "/api/demo/nowhere",
    "/api/health/ready",
    "/api/openapi.json",
    "/nowhere",
    "/api/docs",
  ])("%s carries the security headers", async (path) => {
    const { headers } = await platform.ask(path);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  });

  test("long JSON is compressed for who takes it, short JSON never", async () => {
    const long = { text: "abc ".repeat(1000) };
    const encoding = async (accepted: string, body: unknown) => {
      const answer = await platform.postJson("/api/demo/echo", body, { "accept-encoding": accepted });
      expect(await answer.json()).toEqual(body);
      return answer.headers.get("content-encoding");
    };
    expect(await encoding("gzip, zstd", long)).toBe("zstd");
    expect(await encoding("gzip;q=0.5, zstd;q=0", long)).toBe("gzip");
    expect(await encoding("identity", long)).toBeNull();
    expect(await encoding("gzip, zstd", { text: "a" })).toBeNull();
    expect(await encoding("zstd", { text: "abc ".repeat(100_000) })).toBe("zstd");
  });

  test("X-Forwarded-For is nothing to us without a trusted proxy", async () => {
    const headers = { ...asBearer("reader"), "x-forwarded-for": "203.0.113.9" };
    expect(await (await platform.ask("/api/demo/whoami", { headers })).json()).toMatchObject({ address: "127.0.0.1" });
    await using proxied = await startTestPlatform({ trustedProxies: ["127.0.0.0/8"] });
    const answer = await fetch(`${proxied.url}/api/demo/whoami`, {
      headers: { ...headers, "x-forwarded-for": "6.6.6.6, 203.0.113.9, 127.0.0.7" },
    });
    expect(await answer.json()).toMatchObject({ address: "203.0.113.9" });
  });
});

describe("a starting platform", () => {
  const other = createContract(
    { pluginId: "other", displayName: "Other" },
    { a: procedure.meta({ access: "public" }) },
  );

  test("is live at once and says of each plugin how it is", async () => {
    await using starting = await startTestPlatform({
      readiness: () => ({
        status: "starting",
        plugins: {
          catalog: { state: "registered" },
          slack: { state: "failed", reason: "its init threw: no token" },
          pages: { state: "blocked", reason: 'needs plugin "catalog"' },
          silent: { state: "ready" },
        },
      }),
    });
    starting.contracts.declare(other);
    const get = (path: string) => fetch(`${starting.url}${path}`);
    expect((await get("/api/health/live")).status).toBe(200);
    const ready = await get("/api/health/ready");
    expect([ready.status, await ready.json()]).toMatchObject([503, { status: "starting", plugins: { catalog: {} } }]);
    expect(await problemOf(get("/api/catalog/systems"))).toMatchObject({ status: 503, code: "PLUGIN_STARTING" });
    expect(await problemOf(get("/api/other/a"))).toMatchObject({ status: 503, code: "PLUGIN_STARTING" });
    expect(await problemOf(get("/api/slack"))).toMatchObject({
      status: 503,
      code: "PLUGIN_FAILED",
      detail: 'Plugin "slack" does not run: its init threw: no token',
    });
    expect(await problemOf(get("/api/pages/x"))).toMatchObject({ status: 503, code: "PLUGIN_FAILED" });
    expect(await problemOf(get("/api/silent/x"))).toMatchObject({ status: 404, code: "NOT_FOUND" });
    expect(await problemOf(get("/api/nosuch/x"))).toMatchObject({ status: 503, code: "PLUGIN_STARTING" });
  });

  test("answers 503 while nobody can say who somebody is, and never lets him in", async () => {
    await using starting = await startTestPlatform({
      authenticate: () => {
        throw new ORPCError("AUTH_STARTING", { status: 503, message: "Signing in is not possible yet." });
      },
    });
    const answer = fetch(`${starting.url}/api/demo/things`, { headers: asBearer("manager") });
    expect(await problemOf(answer)).toMatchObject({ status: 503, code: "AUTH_STARTING" });
  });

  test("a failure of our own is INTERNAL, and logged with the request id it answers", async () => {
    await using broken = await startTestPlatform({
      authenticate: () => {
        throw new TypeError("secret detail");
      },
      readiness: () => {
        throw new TypeError("secret detail");
      },
    });
    for (const path of ["/api/demo/hello", "/api/health/ready"]) {
      const problem = await problemOf(broken.ask(path));
      expect(problem).toMatchObject({ status: 500, code: "INTERNAL" });
      expect(JSON.stringify(problem)).not.toContain("secret detail");
      const line = broken.lines.at(-1);
      expect([line?.level, line?.fields?.["requestId"]]).toEqual(["error", Object(problem.data).requestId]);
    }
  });

  test("says in one sentence that its port is taken", async () => {
    const failure = await startTestPlatform({ port: platform.server.port }).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      name: "StartupError",
      message: expect.stringContaining("set PORT to another one"),
    });
  });
});

test("a stop finishes what it has begun and takes nothing new", async () => {
  const started = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const waiting = new Map([["k", { started: started.resolve, aborted: () => {}, release: release.promise }]]);
  const stopping = await startTestPlatform({ serve: [[demoContract, demoRouter(waiting)]] });
  const answer = stopping.postJson("/api/demo/wait", { key: "k" });
  await started.promise;
  const stopped = stopping[Symbol.asyncDispose]();
  expect(await fetch(`${stopping.url}/api/health/live`).catch(() => "refused")).toBe("refused");
  release.resolve();
  expect(await (await answer).json()).toBe("done");
  await stopped;
});

test("a stop does not wait for ever", async () => {
  const started = Promise.withResolvers<void>();
  const waiting = new Map([
    ["k", { started: started.resolve, aborted: () => {}, release: new Promise<void>(() => {}) }],
  ]);
  const stopping = await startTestPlatform({ serve: [[demoContract, demoRouter(waiting)]], drainMs: 1 });
  const answer = stopping.postJson("/api/demo/wait", { key: "k" }).catch(() => "cut off");
  await started.promise;
  await stopping[Symbol.asyncDispose]();
  expect(await answer).toBe("cut off");
});
