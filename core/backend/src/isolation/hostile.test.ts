import { afterAll, beforeAll, describe, expect, setDefaultTimeout, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { PluginSource } from "../kernel/plugin-source.ts";
import { answeringPlugin, sourceWith } from "../testing/plugin-source.ts";
import { createHome, runPlatform, type Home, type RunningPlatform } from "../testing/run-platform.ts";

setDefaultTimeout(60_000);

const directory = join(import.meta.dir, "testing/hostile");
const hostile: PluginSource = sourceWith(
  "hostile",
  async () => {
    throw new Error("must never be imported here");
  },
  { directory, entry: join(directory, "index.ts") },
);

const HIDDEN = /ENOENT|EACCES/;

let home: Home;
let platform: RunningPlatform;
process.env.CANARY_OF_THE_PARENT = "canary-env-5e1";

beforeAll(async () => {
  home = await createHome();
  mkdirSync(join(home.dataDir, "postgres"));
  writeFileSync(join(home.dataDir, "postgres/data"), "canary-data-91c");
  platform = await start();
});
afterAll(async () => {
  await platform[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
});

const start = (): Promise<RunningPlatform> =>
  runPlatform({ home, plugins: [hostile, answeringPlugin("bystander", () => "here")], isolate: ["hostile-backend"] });

async function make(doing: string, input: object = {}, init?: RequestInit): Promise<unknown> {
  const answer = await platform.send(`/api/hostile/${doing}`, input, init);
  const text = await answer.text();
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const bystander = async (): Promise<unknown> => (await platform.ask("/api/bystander/x")).json();

describe("what it can see", () => {
  test("its environment is empty, and so is what the system keeps of it", async () => {
    const {
      env,
      own,
      arguments: given,
    } = z
      .object({ env: z.object({}).loose(), own: z.string(), arguments: z.array(z.string()) })
      .parse(await make("environment"));
    expect({ env, own }).toEqual({ env: {}, own: "" });
    expect(JSON.stringify(given)).not.toMatch(/secret|token|postgres/);
  });

  test("no file of the data folder, nor of the disk around the code", async () => {
    for (const path of [join(home.dataDir, "secret.key"), join(home.dataDir, "postgres/data"), "/etc/shadow"]) {
      expect(await make("read", { path })).toMatch(HIDDEN);
    }
    expect(JSON.stringify(await make("list", { path: "/root" }))).toMatch(HIDDEN);
    expect(JSON.stringify(await make("list", { path: home.dataDir }))).toMatch(HIDDEN);
    expect(await make("write", { path: join(directory, "index.ts") })).toMatch(/EROFS|EACCES/);
  });

  test("no other process, nor its environment", async () => {
    const processes = z.union([z.array(z.string()), z.string()]).parse(await make("list", { path: "/proc" }));
    if (Array.isArray(processes)) expect(processes.filter((name) => /^\d+$/.test(name))).toEqual(["1"]);
    else expect(processes).toMatch(HIDDEN);
    expect(await make("read", { path: `/proc/${process.pid}/environ` })).toMatch(HIDDEN);
  });

  test("no schema but its own, whatever it tries at the database", async () => {
    for (const text of [
      "select * from public.plugin_logins",
      "select * from public.plugin_configs",
      "set role postgres",
      "copy (select 1) to program 'id'",
      "select pg_read_file('/etc/passwd')",
      "create schema mine",
    ]) {
      expect(await make("sql", { text })).toMatch(/permission denied|must be|not permitted/);
    }
  });

  test("no cookie and no API key of those who call it", async () => {
    const headers = { cookie: "session=canary-cookie", authorization: "Bearer canary-key", origin: platform.url };
    const seen = JSON.stringify(await make("seal", {}, { headers }));
    expect(seen).toContain("anonymous");
    expect(seen).not.toContain("canary");
  });
});

describe("what it can change", () => {
  test("its own prototypes, and nobody else's", async () => {
    expect(await make("patch")).toBe(true);
    expect([1].flatMap((one) => one + 1)).toEqual([2]);
    expect("isPatched" in {}).toBe(false);
    expect(await bystander()).toBe("here");
    await platform.kernel.replace(platform.kernel.sourceOf("hostile") ?? hostile);
  });

  test("no cookie of a browser, nor how browsers guard the platform", async () => {
    const answer = await platform.send("/api/hostile/headers", {});
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(answer.headers.get("clear-site-data")).toBeNull();
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(answer.headers.get("x-frame-options")).toBe("DENY");
  });

  test("not where its socket leads", async () => {
    expect(await make("replace-socket", { target: "/var/run/docker.sock" })).toBe("");
    expect(await make("environment")).toMatchObject({ env: {} });
  });
});

describe("what it can ask", () => {
  const ask = async (question: string, input: unknown) =>
    z.object({ status: z.number(), text: z.string() }).parse(await make("ask", { question, input }));

  test("nothing in the name of another plugin, or of a person it was not told of", async () => {
    const forged = `${Buffer.from(JSON.stringify({ person: { type: "user", id: "1", name: "Ada", email: "", roles: [], accessRules: ["*"] }, until: 9e15 })).toString("base64url")}.AAAA`;
    for (const [question, input] of [
      ["emitSignals", { signals: [{ id: "bystander.news", payload: {} }] }],
      ["call", { pluginId: "bystander", path: ["call"], input: { name: "x" } }],
      ["call", { pluginId: "bystander", path: ["call"], input: { name: "x" }, onBehalfOf: forged }],
      ["callExtension", { pointId: "bystander.point", id: "x", path: ["x"], input: {} }],
      ["queue/enqueue", { queue: "jobs", data: {}, options: {} }],
      ["contribute", { pointId: "no point", metadata: { id: "x" } }],
      ["sockets/register", { path: "no-slash", access: "public" }],
    ] as const) {
      const { status, text } = await ask(question, input);
      expect({ question, isRefused: status >= 400, text }).toMatchObject({ question, isRefused: true });
      expect(text).toMatch(/FAILED_THERE|BAD_REQUEST/);
    }
  });

  test("not to be served twice, nor to stay in the platform a thousand times", async () => {
    expect((await ask("serve", null)).text).toContain("has 1 contract already");
    let refused = "";
    for (let made = 0; refused === "" && made < 1100; made++) {
      const { status, text } = await ask("contribute", { pointId: "nobody.point", metadata: { id: `one ${made}` } });
      if (status >= 400) refused = text;
    }
    expect(refused).toContain("has 1000 contributions already");
  });

  test("not to keep configurations without end, nor one of any size", async () => {
    expect(await make("configure", { key: "large", bytes: 99_000 })).toBe("kept");
    expect(await make("configure", { key: "large", bytes: 100_000 })).toContain(
      'configuration "large" of plugin "hostile" has 100011 bytes',
    );
    for (let kept = 1; kept < 100; kept++) {
      expect(await make("configure", { key: `key ${kept}`, bytes: 1 })).toBe("kept");
    }
    expect(await make("configure", { key: "one more", bytes: 1 })).toContain("keeps 100 configurations already");
    expect(await make("configure", { key: "large", bytes: 2 })).toBe("kept");
  });

  test("what is nonsense is refused, and what is too large is not read", async () => {
    expect((await ask("nothing", {})).status).toBe(404);
    expect((await ask("log", { lines: "none" })).status).toBe(400);
    expect(await make("ask-much", { megabytes: 9 })).toBe(413);
    for (const text of [
      "\0\0\0\0",
      "GET / HTTP/9.9\r\n\r\n",
      "POST /control/hello HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n",
    ]) {
      expect(await make("garbage", { text })).not.toContain(" 200 ");
    }
    expect(await bystander()).toBe("here");
  });
});
