import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { core } from "@checkstack/backend-api";
import { SECRET_UNCHANGED, type Person } from "@checkstack/common";
import { Client } from "pg";
import * as z from "zod";
import { importPlugin } from "../kernel/import-plugin.ts";
import type { PluginSource } from "../kernel/plugin-source.ts";
import { pluginOf, sourceOf, workspacePlugins } from "../testing/plugin-source.ts";
import { createHome, runPlatform, type Home, type RunningPlatform } from "../testing/run-platform.ts";
import { until } from "../testing/until.ts";
import { createPartner } from "./testing/everything/partner.ts";

setDefaultTimeout(60_000);

const directory = join(import.meta.dir, "testing/everything");
const everything: PluginSource = {
  pluginId: "everything",
  packageName: "@test/everything-backend",
  version: "1.0.0",
  calls: ["partner"],
  directory,
  entry: join(directory, "index.ts"),
  isEssential: false,
  schemaName: "plugin_everything-backend",
  migrationsFolder: join(directory, "drizzle"),
  load: () => importPlugin(join(directory, "index.ts"), "everything"),
};

const colleague = sourceOf(createPartner(), { calls: ["everything"] });

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
      plugins: [everything, colleague, auth, ...(await workspacePlugins("queue-*"))],
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

  test("its configuration is migrated, kept and its secrets sealed with a key of its own", async () => {
    expect(await post("/api/everything/settings", { color: "red", token: "canary-7f3" })).toEqual({
      before: "grey",
      now: { color: "red", token: "canary-7f3" },
      history: { color: "red", token: SECRET_UNCHANGED },
      opens: "x",
    });
    expect(await stored()).not.toContain("canary-7f3");
  });

  test("it hears hooks of others, and others hear its own, which belong to its transactions", async () => {
    await post("/api/everything/shout", { text: "fire" });
    await until(async () => (await heard()).includes("shouted fire"));
    await until(async () => (await diary()).includes("rung big true"));
  });

  test("its jobs run", async () => {
    await post("/api/everything/jobs", { text: "wash up" });
    await until(async () => (await diary()).includes("job wash up 2026"));
  });

  test("browsers hear its signals", async () => {
    const socket = openSocket("/api/signals/ws");
    socket.send(JSON.stringify({ type: "subscribe", signals: ["everything.visited"] }));
    await until(() => socket.received.some((text) => text.includes("subscribed")));
    await post("/api/everything/visits", { name: "Zoe", at: "2026-01-01" });
    await until(() => socket.received.some((text) => text.includes('"payload":{"name":"Zoe"}')));
    socket.close();
  });

  test("browsers speak with it over a socket, in text and in bytes", async () => {
    const socket = openSocket("/api/ws/everything/echo", { cookie: "Bob", origin: platform.url });
    await until(() => socket.received.length === 1);
    socket.send("quiet");
    socket.send(new Uint8Array([1, 2, 3]));
    await until(() => socket.received.length === 3);
    expect(socket.received).toEqual(["welcome user", "QUIET", "3,2,1"]);
    socket.send("bug");
    expect(await socket.closed).toBe(1011);
    await until(() => platform.lateErrors("everything").includes("a bug in the socket"));
    await until(async () => (await diary()).includes("closed 1011"));
  });

  test("files go in and come out", async () => {
    const body = new FormData();
    body.set("file", new File(["quiet ".repeat(300_000)], "words.txt", { type: "text/plain" }));
    const answer = await platform.ask("/api/everything/capitals", { method: "POST", body });
    expect(answer.headers.get("content-disposition")).toContain("words.txt");
    expect(await answer.text()).toBe("QUIET ".repeat(300_000));
  });

  test("it hears that its caller has left", async () => {
    const leaving = new AbortController();
    const asked = platform.ask("/api/everything/linger", { signal: leaving.signal });
    await until(async () => (await diary()).includes("lingers"));
    leaving.abort();
    await expect(asked).rejects.toThrow();
    await until(async () => (await diary()).includes("was left"));
  });

  test("its bugs are told under its name, and nobody else suffers", async () => {
    expect(await post("/api/everything/misbehave/throw", {})).toMatchObject({ code: "INTERNAL", status: 500 });
    await until(() => platform.lateErrors("everything").includes("a bug in everything"));
    // The test runner would take a late error of its own process for one of the test's.
    if (place === "in a process of its own") {
      await post("/api/everything/misbehave/late", {});
      await until(() => platform.lateErrors("everything").includes("a late bug in everything"));
    }
    expect(platform.states()).toMatchObject({ everything: "ready", partner: "ready" });
  });

  test("the API's description tells of it", async () => {
    const { paths } = z.object({ paths: z.record(z.string(), z.unknown()) }).parse(await json("/api/openapi.json"));
    expect(Object.keys(paths)).toContain("/api/everything/visits");
  });

  test("contributions come and go with their plugin", async () => {
    expect(await heard()).toContain("added simple");
    await platform.kernel.stop("partner");
    expect(await json("/api/everything/greetings/Ann")).toEqual([]);
    expect(await diary()).toContain("removed English");
    await platform.kernel.start([colleague]);
    expect(await json("/api/everything/greetings/Ann")).toEqual(["Good day, Ann"]);
  });

  test("it begins anew, with all it had", async () => {
    expect(await platform.kernel.replace(platform.kernel.sourceOf("everything") ?? everything)).toEqual({ ok: true });
    expect(await post("/api/everything/visits", { name: "Ann", at: "2026-02-03" })).toMatchObject({ count: 2 });
    await post("/api/everything/jobs", { text: "dry up" });
    await until(async () => (await diary()).includes("job dry up 2026"));
  });

  test("it stops, and answers nothing more", async () => {
    await platform.kernel.stop("everything");
    // Processes remember for a while what ran somewhere.
    const { code } = z.object({ code: z.string() }).parse(await json("/api/everything/diary"));
    expect(["PLUGIN_UNKNOWN", "PLUGIN_UNAVAILABLE"]).toContain(code);
  });

  /** Everything that the core keeps of the plugin's configurations. */
  async function stored(): Promise<string> {
    const client = new Client({ connectionString: home.databaseUrl });
    await client.connect();
    const { rows } = await client.query("select * from plugin_configs");
    await client.end();
    return JSON.stringify(rows);
  }

  function openSocket(path: string, headers: Record<string, string> = {}) {
    const socket = new WebSocket(`${platform.url.replace("http", "ws")}${path}`, { headers });
    socket.binaryType = "arraybuffer";
    const received: string[] = [];
    socket.addEventListener("message", ({ data }) => {
      received.push(typeof data === "string" ? data : [...new Uint8Array(data)].join());
    });
    const opened = new Promise((resolve) => socket.addEventListener("open", resolve));
    return {
      received,
      closed: new Promise<number>((resolve) => socket.addEventListener("close", ({ code }) => resolve(code))),
      send: (data: string | Uint8Array<ArrayBuffer>) => void opened.then(() => socket.send(data)),
      close: () => socket.close(),
    };
  }
});
