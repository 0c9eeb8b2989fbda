import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import type { Access } from "@checkstack/common";
import { Validator } from "@seriousme/openapi-schema-validator";
import * as z from "zod";
import { readJson } from "./testing/read-json.ts";
import { collectDeclarations, type Declarations } from "./kernel/declarations.ts";
import { openSocket } from "./http/test-socket.ts";
import { declaredProcedures, type DeclaredProcedure } from "./rpc/contract-procedures.ts";
import { setUpAdministrator, signInUser, type SignedIn } from "./testing/people.ts";
import { workspacePlugins } from "./testing/plugin-source.ts";
import { createHome, runPlatform, type Home, type RunningPlatform } from "./testing/run-platform.ts";

// No entry is hidden: all that the plugins of this repository declare is asked for, by a stranger and by a user.
setDefaultTimeout(60_000);

let home: Home;
let platform: RunningPlatform;
let user: SignedIn;
let declarations: Declarations[];
let procedures: DeclaredProcedure[];

beforeAll(async () => {
  home = await createHome();
  const sources = await workspacePlugins();
  platform = await runPlatform({ home, plugins: sources });
  user = await signInUser(platform, await setUpAdministrator(platform));
  const plugins = await Promise.all(sources.map((source) => source.load()));
  declarations = plugins.map((plugin) => collectDeclarations((registry) => plugin.register(registry)));
  procedures = declarations.flatMap(({ contracts }) => contracts).flatMap(declaredProcedures);
});
afterAll(async () => {
  await platform[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
});

/** What an installation grants on its first day. */
const mayPass = (access: Access, role: "anonymous" | "users"): boolean => {
  if (typeof access === "string") return access === "public" || (access === "authenticated" && role === "users");
  return access.every(({ defaultFor }) => defaultFor?.includes(role) ?? false);
};

const ways = (procedure: DeclaredProcedure) => {
  const { pluginId, method, path, httpPath } = procedure;
  const rest = `/api/${pluginId}${httpPath.replaceAll(/\{[^}]*\}/g, "x")}`;
  return [
    { name: `${method} ${rest}`, method, url: rest, procedure },
    {
      name: `RPC ${pluginId}.${path.join(".")}`,
      method: "POST",
      url: `/api/${pluginId}/rpc/${path.join("/")}`,
      procedure,
    },
  ];
};

/** The answers that are not what `role` may expect, by the name of the entry. */
async function unexpected(
  asked: readonly DeclaredProcedure[],
  role: "anonymous" | "users",
  headers: Record<string, string> = {},
): Promise<string[]> {
  const refused = role === "anonymous" ? 401 : 403;
  const found: string[] = [];
  for (const { name, method, url, procedure } of asked.flatMap(ways)) {
    const body = method === "GET" ? undefined : "{}";
    const answer = await platform.ask(url, {
      method,
      headers: { "content-type": "application/json", ...headers },
      body,
    });
    await answer.body?.cancel();
    const isRefused = answer.status === 401 || answer.status === 403;
    const isRight = mayPass(procedure.access, role) ? !isRefused && answer.status < 500 : answer.status === refused;
    if (!isRight) found.push(`${name}: ${answer.status}`);
  }
  return found;
}

test("every plugin of this repository starts", async () => {
  expect(Object.values(platform.states()).filter((state) => state !== "ready")).toEqual([]);
  expect(Object.keys(platform.states())).toEqual(
    expect.arrayContaining(["auth", "catalog", "healthcheck", "healthcheck-http", "queue"]),
  );
  expect(await (await platform.ask("/api/health/ready")).json()).toMatchObject({ status: "ready" });
  for (const pluginId of Object.keys(platform.states())) expect(platform.lateErrors(pluginId)).toEqual([]);
});

test("a stranger gets 401 from every procedure that is not public, over REST and RPC", async () => {
  expect(procedures.length).toBeGreaterThan(40);
  expect(await unexpected(procedures, "anonymous")).toEqual([]);
});

test("an ordinary user gets 403 from every procedure that asks for more, over REST and RPC", async () => {
  const asked = procedures.filter(({ name }) => name !== "signOut");
  expect(asked).toHaveLength(procedures.length - 1);
  expect(asked.some(({ access }) => !mayPass(access, "users"))).toBe(true);
  expect(await unexpected(asked, "users", user.headers)).toEqual([]);
});

test("a stranger opens no WebSocket that is not public", async () => {
  for (const { path, access } of platform.platform.sockets.list()) {
    const answer = await platform.ask(path, {
      headers: {
        upgrade: "websocket",
        connection: "upgrade",
        "sec-websocket-version": "13",
        "sec-websocket-key": "eA==",
      },
    });
    if (!mayPass(access, "anonymous")) expect({ path, status: answer.status }).toEqual({ path, status: 401 });
  }
  const elsewhere = openSocket(`${platform.url}/api/signals/ws`, { origin: "https://evil.example" });
  await expect(elsewhere).rejects.toThrow("refused");
});

test("every signal is refused to a stranger unless it is public, and to a user unless the user may read it", async () => {
  const signals = declarations.flatMap((declared) => declared.signals);
  expect(signals.length).toBeGreaterThan(3);
  const roles = { anonymous: {}, users: { ...user.headers } };
  for (const role of ["anonymous", "users"] as const) {
    const socket = await openSocket(`${platform.url}/api/signals/ws`, roles[role]);
    for (const { id, access } of signals) {
      socket.send({ type: "subscribe", signals: [id] });
      expect(await socket.next()).toMatchObject({
        type: mayPass(access, role) ? "subscribed" : "refused",
        signals: [id],
      });
    }
    socket.close();
  }
});

test("the OpenAPI document is valid and holds every procedure that people may call", async () => {
  const document = await readJson(
    await platform.ask("/api/openapi.json"),
    z.looseObject({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) }),
  );
  expect(await new Validator().validate(document)).toEqual({ valid: true });
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const declared = procedures
    .filter(({ access }) => access !== "service")
    .map(({ pluginId, method, httpPath }) => `${method} /api/${pluginId}${httpPath}`);
  expect(declared.filter((entry) => !described.includes(entry))).toEqual([]);
});
