import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import * as z from "zod";
import { readJson } from "./testing/read-json.ts";
import { collectDeclarations } from "./kernel/declarations.ts";
import { declaredProcedures, type DeclaredProcedure } from "./rpc/contract-procedures.ts";
import { setUpAdministrator, type SignedIn } from "./testing/people.ts";
import { workspacePlugins } from "./testing/plugin-source.ts";
import { createHome, runPlatform, type Home, type RunningPlatform } from "./testing/run-platform.ts";

setDefaultTimeout(60_000);

let home: Home;
let platform: RunningPlatform;
let admin: SignedIn;
let systemId: string;
let procedures: DeclaredProcedure[];

beforeAll(async () => {
  home = await createHome();
  const sources = await workspacePlugins();
  platform = await runPlatform({ home, plugins: sources });
  admin = await setUpAdministrator(platform);
  systemId = (await readJson(await admin.send("/api/catalog/systems", { name: "Shop" }), z.object({ id: z.string() })))
    .id;
  const plugins = await Promise.all(sources.map((source) => source.load()));
  procedures = plugins
    .flatMap((plugin) => collectDeclarations((registry) => plugin.register(registry)).contracts)
    .flatMap(declaredProcedures);
});
afterAll(async () => {
  await platform[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
});

const json = { "content-type": "application/json" };
const megabyte = "x".repeat(1024 * 1024);
const check = (change: object) => ({
  name: "Front page",
  systemId,
  strategy: "http",
  config: { url: "http://127.0.0.1:9/" },
  intervalSeconds: 60,
  paused: true,
  ...change,
});

test("a body of 50 MB is refused before it is read, whether its length is told or not", async () => {
  const path = "/api/catalog/systems";
  const told = await admin.ask(path, { method: "POST", headers: json, body: megabyte.repeat(50) });
  expect(told.status).toBe(413);
  expect(await told.json()).toMatchObject({
    code: "PAYLOAD_TOO_LARGE",
    detail: expect.stringContaining("larger than the 1048576 bytes"),
  });

  let sent = 0;
  const untold = new ReadableStream({
    pull(controller) {
      if (++sent > 50) controller.close();
      else controller.enqueue(new TextEncoder().encode(megabyte));
    },
  });
  const answer = await admin.ask(path, { method: "POST", headers: json, body: untold });
  expect(answer.status).toBe(413);
  expect((await platform.ask(path, { method: "POST", headers: json, body: megabyte.repeat(50) })).status).toBe(401);
  expect((await admin.send(path, { name: "after it all" })).status).toBe(201);
});

test("a body that is not JSON is named so", async () => {
  const answer = await admin.ask("/api/catalog/systems", { method: "POST", headers: json, body: "{ name: Shop" });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    code: "INVALID_JSON",
    detail: expect.stringContaining("not valid JSON"),
  });
});

test("an interval of 0 is refused by name", async () => {
  const answer = await admin.send("/api/healthcheck/checks", check({ intervalSeconds: 0 }));
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    code: "BAD_REQUEST",
    detail: "The input is not valid. intervalSeconds: must be at least 1 second",
    errors: [{ path: "intervalSeconds", message: "must be at least 1 second" }],
  });
});

test("a URL that is none is refused by name", async () => {
  const answer = await admin.send("/api/healthcheck/checks", check({ config: { url: "not a url" } }));
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    code: "INVALID_CONFIG",
    data: { issues: [{ path: "config.url", message: expect.stringContaining("is not a URL") }] },
  });
});

test("a NUL character or half a character is refused by the name of its field, wherever it stands", async () => {
  const unstorable = "holds a NUL character or half a character, which cannot be stored; remove it";
  const refused: [string, Promise<Response>][] = [
    ["search", admin.ask("/api/catalog/systems?search=a%00b")],
    ["id", admin.ask("/api/catalog/systems/%00")],
    ["name", admin.send("/api/catalog/systems", { name: "a\0b" })],
    ["name", admin.send("/api/healthcheck/checks", check({ name: "a\0b" }))],
    ["config.body", admin.send("/api/healthcheck/checks", check({ config: { url: "http://a.example", body: "\0" } }))],
    [
      "config.body",
      admin.send("/api/healthcheck/checks", check({ config: { url: "http://a.example", body: "\ud800" } })),
    ],
  ];
  for (const [path, answer] of refused) {
    const { status } = await answer;
    const { errors } = await readJson(await answer, z.object({ errors: z.unknown() }));
    expect({ path, status, errors }).toEqual({
      path,
      status: 400,
      errors: [{ path, message: unstorable }],
    });
  }
});

test("no procedure fails inside over an id that cannot be one", async () => {
  const failed: string[] = [];
  for (const id of ["%00", "%F0%9F%92%A9", "a".repeat(5000), "..%2F..%2Fetc", "'%20or%201=1"]) {
    for (const { pluginId, method, httpPath } of procedures.filter((procedure) => procedure.httpPath.includes("{"))) {
      const url = `/api/${pluginId}${httpPath.replaceAll(/\{[^}]*\}/g, id)}`;
      const answer = await admin.ask(url, { method, headers: json, body: method === "GET" ? undefined : "{}" });
      await answer.body?.cancel();
      if (answer.status >= 500 || answer.ok) failed.push(`${method} ${url.slice(0, 100)}: ${answer.status}`);
    }
  }
  expect(failed).toEqual([]);
  for (const pluginId of Object.keys(platform.states())) expect(platform.lateErrors(pluginId)).toEqual([]);
});
