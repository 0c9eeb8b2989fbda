import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { discoverPlugins } from "../kernel/discovery.ts";
import { createHome, runPlatform, type Home, type RunningPlatform } from "../testing/run-platform.ts";
import { workspacePlugins } from "../testing/plugin-source.ts";
import { until } from "../testing/until.ts";
import { createGuideWorkspace, REPOSITORY, type GuideWorkspace } from "./guide-workspace.ts";

setDefaultTimeout(120_000);

const tool = (path: string): string => join(REPOSITORY, "node_modules", path);

let guide: GuideWorkspace;
let home: Home;
let platform: RunningPlatform;
let key = "";

beforeAll(async () => {
  guide = createGuideWorkspace(join(REPOSITORY, "docs/guides/first-plugin.md"));
  home = await createHome();
  const plugins = [...(await workspacePlugins()), ...(await discoverPlugins([join(guide.root, "plugins")]))];
  platform = await runPlatform({ home, plugins });
  key = await setUp();
});

afterAll(async () => {
  await platform[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
  await guide[Symbol.asyncDispose]();
});

/** The first administrator, and an API key as the guide asks for. */
async function setUp(): Promise<string> {
  const admin = { name: "Ada", email: "ada@example.org", password: "a long sentence" };
  const done = await platform.send("/api/auth/set-up", admin);
  const cookie = done.headers
    .getSetCookie()
    .map((text) => text.split(";")[0])
    .join("; ");
  const wish = { name: "guide", accessRules: ["*"] };
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

const createSystem = async (name: string): Promise<string> =>
  z.object({ id: z.string() }).parse(await call("POST", "/api/catalog/systems", { name })).id;

test("its code passes the type checker", async () => {
  const browser = { lib: ["ESNext", "DOM", "DOM.Iterable"], jsx: "react-jsx", types: [] };
  expect(await typeErrors(["common", "backend"], { types: ["bun"] })).toEqual([]);
  expect(await typeErrors(["frontend"], browser)).toEqual([]);
});

/** Those of the guide: those of the core are told where the core is checked. */
async function typeErrors(kinds: readonly string[], compilerOptions: object): Promise<string[]> {
  const file = join(guide.root, "tsconfig.json");
  const include = kinds.map((kind) => `plugins/*-${kind}/**/*`);
  const config = { extends: "./tsconfig.base.json", exclude: ["**/node_modules"], include, compilerOptions };
  writeFileSync(file, JSON.stringify(config));
  const { output } = await guide.run([tool("typescript/bin/tsc"), "-p", file, "--pretty", "false"]);
  return output.split("\n").filter((line) => line.includes("error TS") && !line.startsWith("../"));
}

test.each([
  ["the dependency linter", [join(REPOSITORY, "core/scripts/src/cli.ts"), "dependencies"]],
  ["the linter", [tool("oxlint/bin/oxlint"), "--deny-warnings", "--ignore-pattern=**/node_modules", "plugins"]],
  ["the formatter", [tool("oxfmt/bin/oxfmt"), "--check", "plugins"]],
])("its code passes %s", async (_, command) => {
  const { code, output } = await guide.run(command);
  expect({ code, output: code === 0 ? "" : output }).toEqual({ code: 0, output: "" });
});

test("its migration is what drizzle-kit writes from its schema", async () => {
  const cwd = join(guide.root, "plugins/notes-backend");
  const { scripts } = z
    .object({ scripts: z.object({ migrations: z.string() }) })
    .parse(JSON.parse(readFileSync(join(cwd, "package.json"), "utf8")));
  const [, ...args] = scripts.migrations.replace("./drizzle", "./written").split(" ");
  await guide.run(["node_modules/drizzle-kit/bin.cjs", ...args, "--name", "notes"], { cwd });
  const sqlIn = (folder: string): string[] =>
    globSync(`${folder}/*_notes/migration.sql`, { cwd }).map((file) => readFileSync(join(cwd, file), "utf8").trim());
  expect(sqlIn("written")).toEqual(sqlIn("drizzle"));
  expect(sqlIn("drizzle")).toHaveLength(1);
});

test("the platform starts its plugins", () => {
  expect(platform.states()).toMatchObject({ notes: "ready", "healthcheck-disk": "ready" });
});

test("a note is written, read back, and gone with its system", async () => {
  const systemId = await createSystem("Payments");
  const note = await call("POST", "/api/notes/notes", { systemId, text: "Restarts on Sundays" });
  expect(note).toMatchObject({ systemId, text: "Restarts on Sundays", author: "guide" });
  expect(await call("GET", `/api/notes/notes?systemId=${systemId}`)).toEqual([note]);
  await call("DELETE", `/api/catalog/systems/${systemId}`);
  await until(async () => z.array(z.unknown()).parse(await call("GET", "/api/notes/notes")).length === 0);
});

test("what the guide says of refusals is so", async () => {
  const systemId = await createSystem("Search");
  expect(await call("POST", "/api/notes/notes", { systemId: "nowhere", text: "?" })).toMatchObject({
    code: "SYSTEM_NOT_FOUND",
  });
  expect(await call("POST", "/api/notes/notes", { systemId, text: " " })).toMatchObject({
    errors: [{ path: "text", message: "must not be empty" }],
  });
  expect((await platform.ask("/api/notes/notes")).status).toBe(401);
});

test("its strategy is offered and checks", async () => {
  const strategies = z.array(z.object({ id: z.string() })).parse(await call("GET", "/api/healthcheck/strategies"));
  expect(strategies.map(({ id }) => id)).toContain("disk");
  const tryIt = (folder: string) => call("POST", "/api/healthcheck/test", { strategy: "disk", config: { folder } });
  expect(await tryIt(guide.root)).toMatchObject({ status: "healthy", fields: { freePercent: expect.any(Number) } });
  expect(await tryIt("/there/is/none")).toMatchObject({ status: "unhealthy" });
});
