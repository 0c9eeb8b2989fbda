import { afterAll, beforeAll, expect, test } from "bun:test";
import { createContract, procedure } from "@checkstack/common";
import { implementContract } from "@checkstack/backend-api";
import * as z from "zod";
import {
  asBearer,
  asCookie,
  demoContract,
  demoRouter,
  problemOf,
  startTestPlatform,
  type TestPlatform,
  type Waiting,
} from "../http/test-platform.ts";
import { serveToInstance } from "../instances/testing/two-instances.ts";
import { HEADERS } from "./wire.ts";

const waiting: Waiting = new Map();
const seenContract = createContract(
  { pluginId: "seen", displayName: "Seen" },
  {
    headers: procedure
      .meta({ access: "public" })
      .route({ method: "GET", path: "/headers" })
      .output(z.object({ url: z.string(), names: z.array(z.string()), address: z.string() })),
    long: procedure
      .meta({ access: "public" })
      .route({ method: "GET", path: "/long" })
      .output(z.object({ text: z.string() })),
  },
);
const seen = implementContract(seenContract);
const seenRouter = seen.router({
  headers: seen.headers.handler(({ context: { http } }) => ({
    url: http?.request.url ?? "",
    names: [...(http?.request.headers.keys() ?? [])],
    address: http?.clientAddress ?? "",
  })),
  long: seen.long.handler(() => ({ text: "x".repeat(600_000) })),
});

let open: AsyncDisposableStack;
let gateway: TestPlatform;
beforeAll(async () => {
  open = new AsyncDisposableStack();
  const host = open.use(
    await startTestPlatform({
      serve: [
        [demoContract, demoRouter(waiting)],
        [seenContract, seenRouter],
      ],
    }),
  );
  const other = open.use(await serveToInstance(host));
  gateway = open.use(await startTestPlatform({ serve: [], elsewhere: other.elsewhere }));
});
afterAll(() => open.disposeAsync());

test("a person is looked up where the plugin runs, by cookie or key", async () => {
  expect((await gateway.ask("/api/demo/things")).status).toBe(401);
  expect((await gateway.ask("/api/demo/things", { headers: asBearer("nobody") })).status).toBe(403);
  expect((await gateway.ask("/api/demo/things", { headers: asCookie("reader") })).status).toBe(200);
});

test("answers pass as they are: status, several cookies, no content, HEAD, problems", async () => {
  const thing = { id: "a", size: 2, at: "2026-01-02T03:04:05.000Z" };
  const created = await gateway.postJson("/api/demo/things", thing, asBearer("manager"));
  expect([created.status, await created.json()]).toEqual([201, thing]);
  const cookies = await gateway.ask("/api/demo/cookies", { method: "POST" });
  expect(cookies.headers.getSetCookie()).toEqual(["a=1; HttpOnly", "b=2; HttpOnly"]);
  const removed = await gateway.ask("/api/demo/things/a", { method: "DELETE", headers: asBearer("manager") });
  expect([removed.status, await removed.text()]).toEqual([204, ""]);
  const head = await gateway.ask("/api/demo/hello", { method: "HEAD" });
  expect([head.status, head.headers.get("content-type"), await head.text()]).toEqual([200, "application/json", ""]);
  expect(await problemOf(gateway.ask("/api/demo/things/none", { headers: asBearer("reader") }))).toMatchObject({
    code: "THING_NOT_FOUND",
    data: { id: "none" },
  });
  expect(await problemOf(gateway.ask("/api/demo/hello", { method: "DELETE" }))).toMatchObject({ status: 405 });
});

test("long bodies stream through in both directions, and limits hold where the plugin runs", async () => {
  const upload = (bytes: number) =>
    gateway.ask("/api/demo/uploads", {
      method: "POST",
      body: new Uint8Array(bytes),
      headers: { "content-type": "application/gzip", "content-disposition": `attachment; filename="a.tgz"` },
    });
  expect(await (await upload(2_500_000)).json()).toEqual({ bytes: 2_500_000, name: "a.tgz" });
  expect((await upload(3_500_000)).status).toBe(413);
  const long = await gateway.ask("/api/seen/long", { headers: { "accept-encoding": "identity" } });
  expect((await long.text()).length).toBeGreaterThan(600_000);
});

test("a compressed answer stays compressed, and nobody gets one that they did not ask for", async () => {
  const asked = await fetch(`${gateway.url}/api/seen/long`, {
    headers: { "accept-encoding": "gzip" },
    decompress: false,
  });
  expect(asked.headers.get("content-encoding")).toBe("gzip");
  expect(Bun.gunzipSync(new Uint8Array(await asked.arrayBuffer())).length).toBeGreaterThan(600_000);
  const plain = await fetch(`${gateway.url}/api/seen/long`, {
    headers: { "accept-encoding": "identity" },
    decompress: false,
  });
  expect(plain.headers.get("content-encoding")).toBeNull();
});

test("a plugin sees the request that the client made, and nothing of how it came", async () => {
  const answer = await gateway.ask("/api/seen/headers?a=1", {
    headers: {
      "x-own": "1",
      [HEADERS.clientAddress]: "6.6.6.6",
      [HEADERS.url]: "http://evil.example/",
      te: "trailers",
    },
  });
  const { url, names, address } = z
    .object({ url: z.string(), names: z.array(z.string()), address: z.string() })
    .parse(await answer.json());
  expect([url, address]).toEqual([`${gateway.url}/api/seen/headers?a=1`, "127.0.0.1"]);
  expect(names).toContain("x-own");
  expect(names.filter((name) => name.startsWith("checkstack-") || name === "te")).toEqual([]);
});

test("a client that leaves ends the call where the plugin runs", async () => {
  const started = Promise.withResolvers<void>();
  const aborted = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  waiting.set("leave", { started: started.resolve, aborted: aborted.resolve, release: release.promise });
  const controller = new AbortController();
  const answer = gateway
    .ask("/api/demo/rpc/wait", {
      method: "POST",
      body: JSON.stringify({ json: { key: "leave" } }),
      headers: { "content-type": "application/json" },
      signal: controller.signal,
    })
    .catch(() => "left");
  await started.promise;
  controller.abort();
  await aborted.promise;
  release.resolve();
  expect(await answer).toBe("left");
});
