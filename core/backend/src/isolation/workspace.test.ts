import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import * as z from "zod";
import { createGuideWorkspace, REPOSITORY, type GuideWorkspace } from "../guide/guide-workspace.ts";
import { discoverPlugins } from "../kernel/discovery.ts";
import { createHome, runPlatform, type Home, type RunningPlatform } from "../testing/run-platform.ts";
import { workspacePlugins } from "../testing/plugin-source.ts";
import { until } from "../testing/until.ts";

setDefaultTimeout(120_000);

/** Plugins of this repository and of the guide, none of which knows that it has a process of its own. */
const ISOLATED = [
  "catalog-backend",
  "healthcheck-backend",
  "healthcheck-*-backend",
  "auth-credential-backend",
  "notes-backend",
];

let guide: GuideWorkspace;
let home: Home;
let platform: RunningPlatform;
let key = "";

beforeAll(async () => {
  guide = createGuideWorkspace(join(REPOSITORY, "docs/guides/first-plugin.md"));
  home = await createHome();
  const plugins = [...(await workspacePlugins()), ...(await discoverPlugins([join(guide.root, "plugins")]))];
  platform = await runPlatform({ home, plugins, isolate: ISOLATED });
  key = await signUp();
});

afterAll(async () => {
  await platform[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
  await guide[Symbol.asyncDispose]();
});

test("all of them start", () => {
  for (const [pluginId, state] of Object.entries(platform.states())) {
    expect({ pluginId, state, reason: platform.reasonOf(pluginId) }).toEqual({
      pluginId,
      state: "ready",
      reason: undefined,
    });
  }
});

test("somebody signs up and in, although passwords are kept elsewhere", async () => {
  const wrong = await platform.send("/api/auth/sign-in", {
    strategy: "credential",
    email: ADMIN.email,
    password: "no",
  });
  expect(wrong.status).toBeGreaterThanOrEqual(400);
  expect(key).toStartWith("ck_");
});

test("a system is made, noted on and deleted, and all who know of it hear so", async () => {
  const { id: systemId } = z
    .object({ id: z.string() })
    .parse(await call("POST", "/api/catalog/systems", { name: "Payments" }));
  const note = await call("POST", "/api/notes/notes", { systemId, text: "Restarts on Sundays" });
  expect(note).toMatchObject({ systemId, text: "Restarts on Sundays", author: "scripts" });
  expect(await call("GET", `/api/notes/notes?systemId=${systemId}`)).toEqual([note]);
  expect(await call("POST", "/api/notes/notes", { systemId: "nowhere", text: "?" })).toMatchObject({
    code: "SYSTEM_NOT_FOUND",
  });
  await call("DELETE", `/api/catalog/systems/${systemId}`);
  await until(async () => z.array(z.unknown()).parse(await call("GET", "/api/notes/notes")).length === 0);
});

test("a check runs from one process through another: its strategy, its engine, its system", async () => {
  using target = Bun.serve({ port: 0, fetch: () => new Response("well") });
  const strategies = z.array(z.object({ id: z.string() })).parse(await call("GET", "/api/healthcheck/strategies"));
  expect(strategies.map(({ id }) => id).toSorted()).toEqual(["disk", "http"]);
  const config = { url: `http://127.0.0.1:${target.port}/` };
  expect(await call("POST", "/api/healthcheck/test", { strategy: "http", config })).toMatchObject({
    status: "healthy",
  });
  expect(await call("POST", "/api/healthcheck/test", { strategy: "http", config: { url: "nonsense" } })).toMatchObject({
    code: expect.stringMatching(/INVALID|BAD_REQUEST/),
  });
});

const ADMIN = { name: "Ada", email: "ada@example.org", password: "a long sentence" };

/** The first administrator, and an API key. */
async function signUp(): Promise<string> {
  const done = await platform.send("/api/auth/set-up", ADMIN);
  const cookie = done.headers
    .getSetCookie()
    .map((text) => text.split(";")[0])
    .join("; ");
  const wish = { name: "scripts", accessRules: ["*"] };
  const made = await platform.send("/api/auth/api-keys", wish, { headers: { cookie, origin: platform.url } });
  return z.object({ key: z.string() }).parse(await made.json()).key;
}

async function call(method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await platform.ask(path, {
    method,
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return text === "" ? undefined : JSON.parse(text);
}
