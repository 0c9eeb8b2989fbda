import { join } from "node:path";
import { pluginMetadata } from "@checkstack/auth-common";
import type { EmitHook, PluginReport, RegisteredAccessRule, SecretBox } from "@checkstack/backend-api";
import { createPluginDatabase, type PluginDatabase } from "@checkstack/test-utils-backend";
import { createAuthService } from "../auth-service.ts";
import type { Strategy } from "../passwords.ts";
import { createBrowser, type Browser } from "./browser.ts";
import { createPasswordStrategy } from "./password-strategy.ts";

export const admin = { name: "Ada", email: "ada@example.org", password: "correct horse battery" };

/** The plugin's service on a database of its own, with a clock that tests move. */
export interface AuthFixture extends AsyncDisposable {
  readonly database: PluginDatabase;
  readonly service: Awaited<ReturnType<typeof createAuthService>>;
  readonly clock: { now(): number; monotonic(): number; advance(ms: number): void };
  readonly passwords: ReturnType<typeof createPasswordStrategy>;
  readonly rules: RegisteredAccessRule[];
  readonly deletedUsers: unknown[];
  /** A browser without cookies, or a script with an API key. */
  browser(options?: { address?: string; key?: string }): Browser;
  /** The platform set up, and a browser in which the administrator is signed in. */
  administrator(): Promise<Browser>;
  /** A second process on the same database. */
  anotherProcess(): Promise<AuthFixture["service"]>;
}

export async function createAuthFixture(
  options: { url?: string; strategies?: readonly Strategy[] } = {},
): Promise<AuthFixture> {
  const database = await createPluginDatabase({ migrations: join(import.meta.dir, "../../drizzle") });
  const clock = createTestClock();
  const passwords = createPasswordStrategy();
  const strategies = [passwords, ...(options.strategies ?? [])];
  const rules: RegisteredAccessRule[] = [
    rule("catalog", "entity.read", ["users", "anonymous"]),
    rule("catalog", "entity.manage", []),
    rule(pluginMetadata.pluginId, "api-key.manage", ["users"]),
    rule(pluginMetadata.pluginId, "user.manage", []),
  ];
  const reports: PluginReport[] = [
    {
      metadata: { pluginId: "catalog", displayName: "Catalog" },
      packageName: "@checkstack/catalog-backend",
      version: "0.0.0",
      status: { state: "registered" },
      lateErrors: [],
    },
  ];
  const deletedUsers: unknown[] = [];
  const emitHook: EmitHook = async (_, payload) => void deletedUsers.push(payload);
  const start = () =>
    createAuthService({
      database,
      clock,
      logger,
      secrets,
      emitHook,
      plugins: { reports: () => reports, accessRules: () => rules, onChange: () => ({ [Symbol.dispose]() {} }) },
      instance: { id: "test", url: options.url ?? "http://localhost:3000", dataDir: "", version: "0.0.0" },
      strategies: {
        list: () => strategies,
        get: (id) => strategies.find(({ metadata }) => metadata.id === id),
        onChange: () => {},
      },
    });
  const service = await start();
  const browser: AuthFixture["browser"] = (from) => createBrowser(service, from);
  return {
    database,
    service,
    clock,
    passwords,
    rules,
    deletedUsers,
    browser,
    async administrator() {
      const signedIn = browser();
      await signedIn.call((api) => api.setUp(admin));
      return signedIn;
    },
    anotherProcess: start,
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

export const rule = (pluginId: string, id: string, defaultFor: ("users" | "anonymous")[]): RegisteredAccessRule => ({
  id,
  pluginId,
  qualifiedId: `${pluginId}.${id}`,
  description: id,
  defaultFor,
});

function createTestClock() {
  let passed = 0;
  const begin = Date.now();
  return {
    now: () => begin + passed,
    monotonic: () => passed,
    advance: (ms: number) => void (passed += ms),
  };
}

const quiet = () => {};
const logger = { debug: quiet, info: quiet, warn: quiet, error: console.error };

/** Binds a value to its place like the platform's, and hides nothing. */
const secrets: SecretBox = {
  seal: (plain, place) => JSON.stringify({ plain, place }),
  open(sealed, place) {
    const value: { plain: string; place: string } = JSON.parse(sealed);
    if (value.place !== place) throw new Error("sealed for another place");
    return value.plain;
  },
};
