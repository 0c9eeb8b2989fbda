import { afterAll, beforeAll, expect, test } from "bun:test";
import type { Elsewhere } from "../elsewhere/endpoint-table.ts";
import { PluginUnreachable, type PluginEndpoint } from "../elsewhere/plugin-endpoint.ts";
import { problemOf, startTestPlatform, type TestPlatform } from "./test-platform.ts";

let gateway: TestPlatform;
let endpoints: PluginEndpoint[] = [];
const elsewhere: Elsewhere = {
  endpoints: (pluginId) => endpoints.filter((endpoint) => endpoint.pluginId === pluginId),
  isKnown: (pluginId) => pluginId === "away" || pluginId === "gone",
  pluginIds: () => [],
};
beforeAll(async () => {
  gateway = await startTestPlatform({ elsewhere });
});
afterAll(() => gateway[Symbol.asyncDispose]());

const away = (forward: PluginEndpoint["forward"]): PluginEndpoint => ({
  pluginId: "away",
  place: "another instance",
  call: async () => undefined,
  forward,
  socket: () => undefined,
});
const unreachable = (delivered: "no" | "perhaps") =>
  away(async () => {
    throw new PluginUnreachable({ pluginId: "away", place: "a dead instance" }, { delivered });
  });
const echo = away(async (request, { clientAddress }) =>
  Response.json({
    method: request.method,
    path: new URL(request.url).pathname,
    cookie: request.headers.get("cookie"),
    body: await request.text(),
    clientAddress,
  }),
);

test("a request for a plugin that is elsewhere goes there as it came, with the client's address", async () => {
  endpoints = [echo];
  const answer = await gateway.ask("/api/away/things/1?x=2", { headers: { cookie: "a=1" } });
  expect(await answer.json()).toEqual({
    method: "GET",
    path: "/api/away/things/1",
    cookie: "a=1",
    body: "",
    clientAddress: "127.0.0.1",
  });
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
});

test("a request that did not arrive is sent to the next, body and all", async () => {
  endpoints = [unreachable("no"), echo];
  expect(await (await gateway.postJson("/api/away/things", { a: 1 })).json()).toMatchObject({ body: `{"a":1}` });
});

test("a request that changes things and may have arrived is not sent twice, one that reads is", async () => {
  endpoints = [unreachable("perhaps"), echo];
  const problem = await problemOf(gateway.postJson("/api/away/things", { a: 1 }));
  expect(problem).toMatchObject({ status: 503, code: "PLUGIN_UNAVAILABLE", data: { pluginId: "away" } });
  expect((await gateway.ask("/api/away/things")).status).toBe(200);
});

test("a page of somebody else changes nothing through a gateway either", async () => {
  endpoints = [echo];
  const headers = { origin: "https://evil.example", cookie: "session=reader" };
  const answer = gateway.ask("/api/away/things", { method: "POST", headers });
  expect(await problemOf(answer)).toMatchObject({ status: 403, code: "ORIGIN_REFUSED" });
});

test("a plugin that some instance has and none runs is 503 by name; one that nobody has is unknown", async () => {
  endpoints = [];
  const gone = await gateway.ask("/api/gone/things");
  expect(gone.headers.get("retry-after")).toBe("1");
  expect(await problemOf(gone)).toMatchObject({ status: 503, code: "PLUGIN_UNAVAILABLE", data: { pluginId: "gone" } });
  expect(await problemOf(gateway.ask("/api/nobody/things"))).toMatchObject({ status: 404, code: "PLUGIN_UNKNOWN" });
  const socket = { headers: { upgrade: "websocket", connection: "upgrade" } };
  expect(await problemOf(gateway.ask("/api/ws/gone/events", socket))).toMatchObject({ code: "PLUGIN_UNAVAILABLE" });
});
