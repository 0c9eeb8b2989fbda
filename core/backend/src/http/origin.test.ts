import { afterAll, beforeAll, expect, test } from "bun:test";
import { asBearer, asCookie, problemOf, startTestPlatform, type TestPlatform } from "./test-platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform({ publicUrl: "https://status.example.org" });
});
afterAll(async () => {
  await platform[Symbol.asyncDispose]();
});

const mutate = (headers: Record<string, string>) => platform.ask("/api/demo/things/x", { method: "DELETE", headers });
const host = () => `http://127.0.0.1:${platform.server.port}`;

test.each(["none", "null", "https://evil.example", "not a url"])(
  "a cookie with Origin %s changes nothing",
  async (origin) => {
    const headers = origin === "none" ? asCookie("manager") : { ...asCookie("manager"), origin };
    expect(await problemOf(mutate(headers))).toMatchObject({ status: 403, code: "ORIGIN_REFUSED" });
    const rpc = await platform.postJson("/api/demo/rpc/things/remove", { json: { id: "x" } }, headers);
    expect([rpc.status, await rpc.json()]).toMatchObject([403, { json: { code: "ORIGIN_REFUSED" } }]);
  },
);

test("our own pages may, at this host and at the configured address", async () => {
  expect((await mutate({ ...asCookie("manager"), origin: host() })).status).toBe(204);
  expect((await mutate({ ...asCookie("manager"), origin: "https://status.example.org" })).status).toBe(204);
});

test("a bearer token needs no Origin, a script without cookies neither, a foreign page is refused anyway", async () => {
  expect((await mutate({ ...asBearer("manager"), origin: "https://evil.example" })).status).toBe(204);
  expect((await platform.postJson("/api/demo/cookies", {})).status).toBe(204);
  expect((await platform.postJson("/api/demo/cookies", {}, { origin: "https://evil.example" })).status).toBe(403);
});

test("reading needs none", async () => {
  expect((await platform.ask("/api/demo/things", { headers: asCookie("reader") })).status).toBe(200);
});
