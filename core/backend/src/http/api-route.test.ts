import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { connect } from "node:net";
import * as z from "zod";
import { asBearer, problemOf, startTestPlatform, type TestPlatform } from "./test-platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(async () => {
  await platform[Symbol.asyncDispose]();
});

describe("requests", () => {
  test("query and path parameters become what the input asks for", async () => {
    const answer = await platform.ask("/api/demo/things?limit=5&since=2026-01-02T03:04:05.000Z", {
      headers: asBearer("reader"),
    });
    expect(await answer.json()).toEqual({ limit: 5, since: "2026-01-02T03:04:05.000Z", items: [] });
    expect(await (await platform.ask("/api/demo/things/a%2Fb", { headers: asBearer("reader") })).json()).toMatchObject({
      id: "a/b",
    });
  });

  test("a body becomes the input, and the status is the contract's", async () => {
    const thing = { id: "a", size: 2, at: "2026-01-02T03:04:05.000Z" };
    const answer = await platform.postJson("/api/demo/things", thing, asBearer("manager"));
    expect(answer.status).toBe(201);
    expect(await answer.json()).toEqual(thing);
  });

  test("what answers nothing is 204", async () => {
    const answer = await platform.ask("/api/demo/things/a", { method: "DELETE", headers: asBearer("manager") });
    expect(answer.status).toBe(204);
    expect(await answer.text()).toBe("");
  });

  test("a file goes up as it is, within the limit of its procedure", async () => {
    const raw = await platform.ask("/api/demo/uploads", {
      method: "POST",
      body: new Uint8Array(2_000_000),
      headers: { "content-type": "application/gzip", "content-disposition": `attachment; filename="a.tgz"` },
    });
    expect(await raw.json()).toEqual({ bytes: 2_000_000, name: "a.tgz" });
  });

  test("HEAD is GET without a body, OPTIONS says what is taken", async () => {
    const head = await platform.ask("/api/demo/hello", { method: "HEAD" });
    expect([head.status, head.headers.get("content-type"), await head.text()]).toEqual([200, "application/json", ""]);
    const options = await platform.ask("/api/demo/things", { method: "OPTIONS" });
    expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, POST, HEAD, OPTIONS"]);
  });

  test("several cookies of one handler all arrive", async () => {
    const answer = await platform.ask("/api/demo/cookies", { method: "POST" });
    expect(answer.headers.getSetCookie()).toEqual(["a=1; HttpOnly", "b=2; HttpOnly"]);
  });
});

describe("errors", () => {
  test("wrong fields are named, each", async () => {
    const wrong = { id: 1, size: "many", at: "soon", tags: ["a", 2] };
    const problem = await problemOf(platform.postJson("/api/demo/things", wrong, asBearer("manager")));
    expect(problem).toMatchObject({ status: 400, code: "BAD_REQUEST" });
    expect(problem.errors?.map(({ path }) => path)).toEqual(["id", "size", "at", "tags.1"]);
    const query = await problemOf(platform.ask("/api/demo/things?limit=none", { headers: asBearer("reader") }));
    expect(query.errors).toEqual([{ path: "limit", message: expect.any(String) }]);
  });

  test("a body that is not JSON is INVALID_JSON", async () => {
    const init = {
      method: "POST",
      body: "{oops",
      headers: { ...asBearer("manager"), "content-type": "application/json" },
    };
    expect(await problemOf(platform.ask("/api/demo/things", init))).toMatchObject({
      status: 400,
      code: "INVALID_JSON",
    });
  });

  test("typed errors keep code, status and data", async () => {
    const problem = await problemOf(platform.ask("/api/demo/things/none", { headers: asBearer("reader") }));
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
    const answer = await platform.ask("/api/demo/crash", { method: "POST" });
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
    expect(await problemOf(platform.ask("/api/demo/lie", { method: "POST" }))).toMatchObject({
      status: 500,
      code: "INTERNAL",
    });
    expect(String(platform.errors.at(-1)?.error)).toContain("answered what its contract does not allow: n:");
  });

  test("unknown paths are 404, other methods 405 with what is allowed", async () => {
    expect(await problemOf(platform.ask("/api/demo/nowhere"))).toMatchObject({ status: 404, code: "NOT_FOUND" });
    const answer = await platform.ask("/api/demo/hello", { method: "DELETE" });
    expect(answer.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
    expect(await problemOf(answer)).toMatchObject({ status: 405, code: "METHOD_NOT_SUPPORTED" });
    expect(await problemOf(platform.ask("/api/health/live", { method: "POST" }))).toMatchObject({ status: 405 });
    expect(await problemOf(platform.ask("/elsewhere"))).toMatchObject({ status: 404, code: "NOT_FOUND" });
    expect(await problemOf(platform.ask("/api"))).toMatchObject({ status: 404 });
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
    const within = await platform.postJson("/api/demo/echo", { text: "x".repeat(1_000_000) });
    expect(within.status).toBe(200);
  });

  test("a Host header that is no host is a bad request", async () => {
    for (const host of ["a b<>", "x/y", "[::", "a:99999"]) {
      expect(await speak([`GET /api/demo/hello HTTP/1.1\r\nHost: ${host}\r\n\r\n`])).toStartWith("HTTP/1.1 400 ");
    }
  });

  test("nobody's body is read before access is checked", async () => {
    const answer = await speak([
      "POST /api/demo/things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500000\r\n\r\n",
    ]);
    expect(answer).toStartWith("HTTP/1.1 401 ");
  });
});

describe("RPC protocol", () => {
  test("keeps dates and errors, and takes POST alone", async () => {
    const answer = await platform.postJson("/api/demo/rpc/things/get", { json: { id: "x" } }, asBearer("reader"));
    expect(await answer.json()).toEqual({
      json: { id: "x", size: 1, at: "1970-01-01T00:00:00.000Z" },
      meta: [[1, "at"]],
    });
    const missing = await platform.postJson("/api/demo/rpc/things/get", { json: { id: "none" } }, asBearer("reader"));
    expect([missing.status, await missing.json()]).toMatchObject([
      404,
      { json: { defined: true, code: "THING_NOT_FOUND" } },
    ]);
    const get = await platform.ask(`/api/demo/rpc/hello?data=${encodeURIComponent(`{"json":null}`)}`);
    expect([get.status, await get.json()]).toMatchObject([405, { json: { code: "METHOD_NOT_SUPPORTED" } }]);
    const garbage = await platform.postJson("/api/demo/rpc/things/get", "garbage", asBearer("reader"));
    expect([garbage.status, await garbage.json()]).toMatchObject([400, { json: { code: "BAD_REQUEST" } }]);
  });

  test("a forged service token is refused, and REST never takes one", async () => {
    const token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJldmlsIn0.";
    const answer = await platform.postJson(
      "/api/demo/rpc/internal",
      { json: null },
      { authorization: `Bearer ${token}` },
    );
    expect(answer.status).toBe(401);
    expect((await platform.postJson("/api/demo/internal", {}, { authorization: `Bearer ${token}` })).status).toBe(401);
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
