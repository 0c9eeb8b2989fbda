import { createContract, problemSchema, procedure } from "@checkstack/common";
import { ORPCError } from "@orpc/client";
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { connect } from "node:net";
import * as z from "zod";
import { createContractRegistry } from "../rpc/contract-registry.ts";
import { asBearer, asCookie, demoContract, demoRouter, startTestPlatform } from "./test-platform.ts";

let platform: Awaited<ReturnType<typeof startTestPlatform>>;
beforeAll(async () => {
  platform = await startTestPlatform({ publicUrl: "https://status.example.org" });
});
afterAll(async () => {
  await platform[Symbol.asyncDispose]();
});

const ask = (path: string, init?: RequestInit) => fetch(`${platform.url}${path}`, init);
const postJson = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  ask(path, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  });

/** The problem document of an answer, after checking that it is one. */
async function problemOf(answer: Response | Promise<Response>) {
  const response = await answer;
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  const problem = problemSchema.parse(await response.json());
  expect(problem.status).toBe(response.status);
  return problem;
}

describe("requests", () => {
  test("query and path parameters become what the input asks for", async () => {
    const answer = await ask("/api/demo/things?limit=5&since=2026-01-02T03:04:05.000Z", {
      headers: asBearer("reader"),
    });
    expect(await answer.json()).toEqual({ limit: 5, since: "2026-01-02T03:04:05.000Z", items: [] });
    expect(await (await ask("/api/demo/things/a%2Fb", { headers: asBearer("reader") })).json()).toMatchObject({
      id: "a/b",
    });
  });

  test("a body becomes the input, and the status is the contract's", async () => {
    const thing = { id: "a", size: 2, at: "2026-01-02T03:04:05.000Z" };
    const answer = await postJson("/api/demo/things", thing, asBearer("manager"));
    expect(answer.status).toBe(201);
    expect(await answer.json()).toEqual(thing);
  });

  test("what answers nothing is 204", async () => {
    const answer = await ask("/api/demo/things/a", { method: "DELETE", headers: asBearer("manager") });
    expect(answer.status).toBe(204);
    expect(await answer.text()).toBe("");
  });

  test("a file goes up as it is, within the limit of its procedure", async () => {
    const raw = await ask("/api/demo/uploads", {
      method: "POST",
      body: new Uint8Array(2_000_000),
      headers: { "content-type": "application/gzip", "content-disposition": `attachment; filename="a.tgz"` },
    });
    expect(await raw.json()).toEqual({ bytes: 2_000_000, name: "a.tgz" });
  });

  test("HEAD is GET without a body, OPTIONS says what is taken", async () => {
    const head = await ask("/api/demo/hello", { method: "HEAD" });
    expect([head.status, head.headers.get("content-type"), await head.text()]).toEqual([200, "application/json", ""]);
    const options = await ask("/api/demo/things", { method: "OPTIONS" });
    expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, POST, HEAD, OPTIONS"]);
  });

  test("several cookies of one handler all arrive", async () => {
    const answer = await ask("/api/demo/cookies", { method: "POST" });
    expect(answer.headers.getSetCookie()).toEqual(["a=1; HttpOnly", "b=2; HttpOnly"]);
  });
});

describe("errors", () => {
  test("wrong fields are named, each", async () => {
    const wrong = { id: 1, size: "many", at: "soon", tags: ["a", 2] };
    const problem = await problemOf(postJson("/api/demo/things", wrong, asBearer("manager")));
    expect(problem).toMatchObject({ status: 400, code: "BAD_REQUEST" });
    expect(problem.errors?.map(({ path }) => path)).toEqual(["id", "size", "at", "tags.1"]);
    const query = await problemOf(ask("/api/demo/things?limit=none", { headers: asBearer("reader") }));
    expect(query.errors).toEqual([{ path: "limit", message: expect.any(String) }]);
  });

  test("a body that is not JSON is INVALID_JSON", async () => {
    const init = {
      method: "POST",
      body: "{oops",
      headers: { ...asBearer("manager"), "content-type": "application/json" },
    };
    expect(await problemOf(ask("/api/demo/things", init))).toMatchObject({ status: 400, code: "INVALID_JSON" });
  });

  test("typed errors keep code, status and data", async () => {
    const problem = await problemOf(ask("/api/demo/things/none", { headers: asBearer("reader") }));
    expect(problem).toEqual({
      type: "about:blank",
      title: "Not Found",
      status: 404,
      detail: "There is no such thing.",
      code: "THING_NOT_FOUND",
      data: { id: "none" },
    });
  });

  test("a bug is INTERNAL with a request id; its text goes to the report alone", async () => {
    const answer = await ask("/api/demo/crash", { method: "POST" });
    const text = await answer.clone().text();
    const problem = await problemOf(answer);
    const { requestId } = z.object({ requestId: z.uuid() }).parse(problem.data);
    expect(problem).toMatchObject({ status: 500, code: "INTERNAL" });
    expect(text).not.toContain("secret detail");
    expect(text).not.toContain(".ts");
    expect(platform.errors.at(-1)).toEqual({
      pluginId: "demo",
      error: new Error("secret detail"),
      requestId,
    });
  });

  test("an answer that breaks its contract is a bug of the plugin and says which field", async () => {
    expect(await problemOf(ask("/api/demo/lie", { method: "POST" }))).toMatchObject({ status: 500, code: "INTERNAL" });
    expect(String(platform.errors.at(-1)?.error)).toContain("answered what its contract does not allow: n:");
  });

  test("unknown paths are 404, other methods 405 with what is allowed", async () => {
    expect(await problemOf(ask("/api/demo/nowhere"))).toMatchObject({ status: 404, code: "NOT_FOUND" });
    const answer = await ask("/api/demo/hello", { method: "DELETE" });
    expect(answer.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
    expect(await problemOf(answer)).toMatchObject({ status: 405, code: "METHOD_NOT_SUPPORTED" });
    expect(await problemOf(ask("/api/health/live", { method: "POST" }))).toMatchObject({ status: 405 });
    expect(await problemOf(ask("/elsewhere"))).toMatchObject({ status: 404, code: "NOT_FOUND" });
    expect(await problemOf(ask("/api"))).toMatchObject({ status: 404 });
  });

  test("a body over the limit is 413 before it is read, announced or not", async () => {
    const announced = await speak([
      `POST /api/demo/things HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ck_manager\r\nContent-Type: application/json\r\nContent-Length: 9000000\r\n\r\n`,
    ]);
    expect(announced).toStartWith("HTTP/1.1 413 ");
    const chunk = `10000\r\n${"x".repeat(65_536)}\r\n`;
    const chunked = await speak([
      `POST /api/demo/things HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ck_manager\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
      ...Array.from({ length: 20 }, () => chunk),
    ]);
    expect(chunked).toStartWith("HTTP/1.1 413 ");
    const within = await postJson("/api/demo/echo", { text: "x".repeat(1_000_000) });
    expect(within.status).toBe(200);
  });

  test("nobody's body is read before access is checked", async () => {
    const answer = await speak([
      "POST /api/demo/things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500000\r\n\r\n",
    ]);
    expect(answer).toStartWith("HTTP/1.1 401 ");
  });
});

/** Sends raw bytes and gives what comes back first, without ever finishing the request. */
function speak(parts: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(platform.server.port, "127.0.0.1", () => {
      for (const part of parts) socket.write(part);
    });
    socket.once("data", (data) => {
      socket.destroy();
      resolve(data.toString());
    });
    socket.once("error", reject);
  });
}

describe("RPC protocol", () => {
  test("keeps dates and errors, and takes POST alone", async () => {
    const answer = await postJson("/api/demo/rpc/things/get", { json: { id: "x" } }, asBearer("reader"));
    expect(await answer.json()).toEqual({
      json: { id: "x", size: 1, at: "1970-01-01T00:00:00.000Z" },
      meta: [[1, "at"]],
    });
    const missing = await postJson("/api/demo/rpc/things/get", { json: { id: "none" } }, asBearer("reader"));
    expect([missing.status, await missing.json()]).toMatchObject([
      404,
      { json: { defined: true, code: "THING_NOT_FOUND" } },
    ]);
    const get = await ask(`/api/demo/rpc/hello?data=${encodeURIComponent(`{"json":null}`)}`);
    expect([get.status, await get.json()]).toMatchObject([405, { json: { code: "METHOD_NOT_SUPPORTED" } }]);
    const garbage = await postJson("/api/demo/rpc/things/get", "garbage", asBearer("reader"));
    expect([garbage.status, await garbage.json()]).toMatchObject([400, { json: { code: "BAD_REQUEST" } }]);
  });

  test("a forged service token is refused, and REST never takes one", async () => {
    const token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJldmlsIn0.";
    const answer = await postJson("/api/demo/rpc/internal", { json: null }, { authorization: `Bearer ${token}` });
    expect(answer.status).toBe(401);
    expect((await postJson("/api/demo/internal", {}, { authorization: `Bearer ${token}` })).status).toBe(401);
  });
});

describe("access", () => {
  const procedures = createContractRegistry().declare(demoContract) && platformProcedures();

  test.each(procedures)("a stranger gets 401 from %s unless it is public", async (name, method, path, access) => {
    const rest = await ask(`/api/demo${path.replaceAll(/\{.*?\}/g, "x")}`, { method });
    const rpc = await postJson(`/api/demo/rpc/${name.replaceAll(".", "/")}`, { json: {} });
    for (const answer of [rest, rpc]) {
      if (access === "public") expect([401, 403]).not.toContain(answer.status);
      else expect(answer.status).toBe(401);
    }
  });

  test.each(procedures)(
    "somebody without any rule gets 403 from %s unless it is open to him",
    async (name, method, path, access) => {
      const headers = asBearer("nobody");
      const rest = await ask(`/api/demo${path.replaceAll(/\{.*?\}/g, "x")}`, { method, headers });
      const rpc = await postJson(`/api/demo/rpc/${name.replaceAll(".", "/")}`, { json: {} }, headers);
      for (const answer of [rest, rpc]) {
        if (access === "public" || access === "authenticated") expect([401, 403]).not.toContain(answer.status);
        else expect(answer.status).toBe(403);
      }
    },
  );

  test("what is missing is named", async () => {
    const problem = await problemOf(postJson("/api/demo/things", {}, asBearer("reader")));
    expect(problem).toMatchObject({ code: "FORBIDDEN", data: { accessRules: ["demo.thing.manage"] } });
    expect(problem.detail).toContain('"demo.thing.manage"');
  });
});

/** Every procedure of the demo contract, from the contract itself. */
function platformProcedures(): [name: string, method: string, path: string, access: unknown][] {
  const registry = createContractRegistry();
  registry.declare(demoContract);
  registry.serve(demoContract, demoRouter());
  const served = registry.get("demo")?.procedures ?? [];
  return served.map(({ name, method, httpPath, access }) => [name, method, httpPath, access]);
}

describe("origin", () => {
  const mutate = (headers: Record<string, string>) => ask("/api/demo/things/x", { method: "DELETE", headers });
  const host = () => `http://127.0.0.1:${platform.server.port}`;

  test.each(["none", "null", "https://evil.example", "not a url"])(
    "a cookie with Origin %s changes nothing",
    async (origin) => {
      const headers = origin === "none" ? asCookie("manager") : { ...asCookie("manager"), origin };
      expect(await problemOf(mutate(headers))).toMatchObject({ status: 403, code: "ORIGIN_REFUSED" });
      const rpc = await postJson("/api/demo/rpc/things/remove", { json: { id: "x" } }, headers);
      expect([rpc.status, await rpc.json()]).toMatchObject([403, { json: { code: "ORIGIN_REFUSED" } }]);
    },
  );

  test("our own pages may, at this host and at the configured address", async () => {
    expect((await mutate({ ...asCookie("manager"), origin: host() })).status).toBe(204);
    expect((await mutate({ ...asCookie("manager"), origin: "https://status.example.org" })).status).toBe(204);
  });

  test("a bearer token needs no Origin, a script without cookies neither, a foreign page is refused anyway", async () => {
    expect((await mutate({ ...asBearer("manager"), origin: "https://evil.example" })).status).toBe(204);
    expect((await postJson("/api/demo/cookies", {})).status).toBe(204);
    expect((await postJson("/api/demo/cookies", {}, { origin: "https://evil.example" })).status).toBe(403);
  });

  test("reading needs none", async () => {
    expect((await ask("/api/demo/things", { headers: asCookie("reader") })).status).toBe(200);
  });
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
    const { headers } = await ask(path);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("same-origin");
    expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  });

  test("long JSON is compressed for who takes it, short JSON never", async () => {
    const long = { text: "abc ".repeat(1000) };
    const encoding = async (accepted: string, body: unknown) => {
      const answer = await postJson("/api/demo/echo", body, { "accept-encoding": accepted });
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
    expect(await (await ask("/api/demo/whoami", { headers })).json()).toMatchObject({ address: "127.0.0.1" });
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
    expect(await problemOf(get("/api/nosuch/x"))).toMatchObject({ status: 404, code: "PLUGIN_UNKNOWN" });
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
  const answer = fetch(`${stopping.url}/api/demo/wait`, {
    method: "POST",
    body: `{"key":"k"}`,
    headers: { "content-type": "application/json" },
  });
  await started.promise;
  const stopped = stopping[Symbol.asyncDispose]();
  expect(await fetch(`${stopping.url}/api/health/live`).catch(() => "refused")).toBe("refused");
  release.resolve();
  expect(await (await answer).json()).toBe("done");
  await stopped;
});
