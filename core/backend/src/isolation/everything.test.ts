import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { core } from "@checkstack/backend-api";
import type { Person } from "@checkstack/common";
import * as z from "zod";
import { importPlugin } from "../kernel/import-plugin.ts";
import type { PluginSource } from "../kernel/plugin-source.ts";
import { pluginOf, workspacePlugins } from "../testing/plugin-source.ts";
import { createHome, runPlatform, type Home, type RunningPlatform } from "../testing/run-platform.ts";
import { createPartner } from "./testing/everything/partner.ts";

setDefaultTimeout(60_000);

const directory = join(import.meta.dir, "testing/everything");
const everything: PluginSource = {
  pluginId: "everything",
  packageName: "@test/everything-backend",
  version: "1.0.0",
  directory,
  entry: join(directory, "index.ts"),
  isEssential: false,
  schemaName: "plugin_everything-backend",
  migrationsFolder: join(directory, "drizzle"),
  load: () => importPlugin(join(directory, "index.ts"), "everything"),
};

/** Knows who comes by what they say of themselves. */
const auth = pluginOf("auth", {
  deps: {},
  provides: [core.authenticator],
  init({ provide }) {
    provide(core.authenticator, { authenticate: async (headers) => personOf(headers.get("cookie")) });
  },
});

function personOf(name: string | null): Person {
  if (name === null) return { type: "anonymous", accessRules: [] };
  const accessRules = name === "Ada" ? ["everything.visit.write"] : [];
  return { type: "user", id: name, name, email: `${name}@example.org`, roles: [], accessRules };
}

/** Everything must be the same wherever the plugin runs. */
describe.each(["in the platform's process", "in a process of its own"])("%s", (place) => {
  let home: Home;
  let platform: RunningPlatform;

  beforeAll(async () => {
    home = await createHome();
    platform = await runPlatform({
      home,
      plugins: [everything, createPartner(), auth, ...(await workspacePlugins("queue-*"))].map((plugin) => plugin),
      isolate: place === "in a process of its own" ? ["everything-backend"] : [],
    });
  });
  afterAll(async () => {
    await platform[Symbol.asyncDispose]();
    await home[Symbol.asyncDispose]();
  });

  const json = async (path: string, init?: RequestInit): Promise<unknown> => (await platform.ask(path, init)).json();
  const post = async (path: string, body: unknown, init?: RequestInit): Promise<unknown> => {
    const text = await (await platform.send(path, body, init)).text();
    return text === "" ? undefined : JSON.parse(text);
  };
  const diary = async (): Promise<string[]> => z.array(z.string()).parse(await json("/api/everything/diary"));
  const heard = async (): Promise<string[]> => z.array(z.string()).parse(await json("/api/partner/heard"));

  test("it starts, and has said what it has for others", async () => {
    expect(platform.reasonOf("everything")).toBeUndefined();
    expect(platform.states()).toMatchObject({ everything: "ready", partner: "ready" });
    expect(platform.kernel.accessRules().map(({ qualifiedId }) => qualifiedId)).toContain("everything.visit.write");
  });

  test("it answers REST from its own schema", async () => {
    expect(await post("/api/everything/visits", { name: "Ann", at: "2026-02-03T04:05:06.000Z" })).toEqual({
      name: "Ann",
      at: "2026-02-03T04:05:06.000Z",
      count: 1,
    });
  });

  test("it refuses as its contract says", async () => {
    expect(await post("/api/everything/visits", { name: "everybody", at: "2026-01-01" })).toMatchObject({
      code: "TOO_MANY",
      status: 409,
      data: { most: 3 },
      detail: "Not all at once.",
    });
    expect(await post("/api/everything/visits", { name: "", at: "2026-01-01" })).toMatchObject({
      code: "BAD_REQUEST",
      errors: [{ path: "name" }],
    });
    expect((await platform.ask("/api/everything/nothing")).status).toBe(404);
    expect((await platform.ask("/api/everything/visits")).status).toBe(405);
    expect((await platform.send("/api/everything/visits", "x".repeat(2 ** 21))).status).toBe(413);
  });

  test("only those who may get in", async () => {
    expect((await platform.ask("/api/everything/guarded")).status).toBe(401);
    expect((await platform.ask("/api/everything/guarded", { headers: { cookie: "Bob" } })).status).toBe(403);
    expect(await json("/api/everything/guarded", { headers: { cookie: "Ada" } })).toEqual({ who: "Ada" });
  });

  test("a page of somebody else cannot make it change anything", async () => {
    const headers = { origin: "https://evil.example", cookie: "Ada" };
    expect((await platform.send("/api/everything/jobs", { text: "x" }, { headers })).status).toBe(403);
  });

  test("another plugin calls it and what it contributes, with dates and typed errors", async () => {
    const answer = await platform.send("/api/partner/rpc/call", {
      json: { at: "2026-03-04T00:00:00.000Z" },
      meta: [[1, "at"]],
    });
    expect(z.object({ json: z.unknown() }).parse(await answer.json()).json).toMatchObject({
      visit: { name: "partner", count: 1 },
      isDate: true,
      refused: { code: "TOO_MANY", status: 409, defined: true, data: { most: 3 } },
      wrong: { code: "BAD_REQUEST", status: 400 },
      counted: [1, 2, 3],
      tooFar: { code: "TOO_FAR", status: 400, defined: true, data: { most: 5 } },
    });
  });

  test("it calls another plugin as itself, and for the person whose call it answers", async () => {
    expect(await post("/api/everything/forward", { as: "itself" })).toMatchObject({
      principal: { type: "service", pluginId: "everything" },
    });
    const headers = { cookie: "Ada", origin: platform.url };
    expect(await post("/api/everything/forward", { as: "caller" }, { headers })).toMatchObject({
      principal: { type: "service", pluginId: "everything", onBehalfOf: { name: "Ada" } },
    });
  });

  test("others contribute to its contract point", async () => {
    expect(await json("/api/everything/greetings/Ann")).toEqual(["Good day, Ann"]);
  });

  test("contributions come and go with their plugin", async () => {
    expect(await heard()).toContain("added simple");
    await platform.kernel.stop("partner");
    expect(await json("/api/everything/greetings/Ann")).toEqual([]);
    expect(await diary()).toContain("removed English");
  });
});
