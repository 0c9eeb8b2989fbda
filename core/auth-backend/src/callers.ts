import { hash } from "node:crypto";
import type { Clock, Database, Logger } from "@checkstack/backend-api";
import { hashApiKey, isApiKeySecret } from "./api-key-secret.ts";
import type { Caller } from "./caller.ts";
import { findAnonymousRules, findKeyCaller, findSessionCaller, touchApiKey } from "./caller-queries.ts";
import { cookieValue } from "./cookie-header.ts";
import { createShortCache } from "./short-cache.ts";
import { readSignedToken } from "./signed-token.ts";

/** Recognises callers by their headers, fast enough for every request. */
export interface Callers {
  /** Anonymous when the headers carry nothing or nothing valid. */
  identify(headers: Headers): Promise<Caller>;
  /** Forgets what was remembered. Call it after every change of sessions, users, roles or keys. */
  forget(): void;
}

/** How long another process may still believe what a change here has made untrue. Instances add to it, up to 2 s. */
const REMEMBERED_MS = 500;
const REMEMBERED_CALLERS = 10_000;
const KEY_TOUCHED_EVERY_MS = 60_000;
const STRANGER = "stranger";

export function createCallers(options: {
  database: Database;
  clock: Clock;
  logger: Logger;
  cookie: { name: string; secret: string };
  /** Runs before rules are read: sees that rules of new plugins are granted to those who get them by default. */
  beforeRead: () => Promise<void>;
}): Callers {
  const { database, clock, logger, cookie, beforeRead } = options;
  const remembered = createShortCache<Caller>({ clock, ttlMs: REMEMBERED_MS, maxEntries: REMEMBERED_CALLERS });

  async function identify(headers: Headers): Promise<Caller> {
    const caller = await recognise(headers);
    return caller && isCurrent(caller) ? caller : stranger();
  }

  function recognise(headers: Headers): Promise<Caller | undefined> | undefined {
    const bearer = bearerOf(headers);
    // Who sends a token speaks for that token alone: a wrong one does not fall back to a cookie.
    if (bearer !== undefined) return isApiKeySecret(bearer) ? byKey(hashApiKey(bearer)) : undefined;
    const header = headers.get("cookie");
    const value = header === null ? undefined : cookieValue(header, cookie.name);
    return value === undefined ? undefined : bySession(value);
  }

  const bySession = (value: string): Promise<Caller | undefined> =>
    remembered.get(hash("sha256", value, "base64"), async () => {
      const token = readSignedToken(value, cookie.secret);
      if (token === undefined) return undefined;
      await beforeRead();
      return findSessionCaller(database, token);
    });

  const byKey = (keyHash: string): Promise<Caller | undefined> =>
    remembered.get(keyHash, async () => {
      await beforeRead();
      const found = await findKeyCaller(database, keyHash);
      if (found && clock.now() - (found.lastUsedAt ?? 0) >= KEY_TOUCHED_EVERY_MS) await touch(found.keyId);
      return found?.caller;
    });

  async function touch(keyId: string): Promise<void> {
    try {
      await touchApiKey(database, { keyId, now: clock.now(), everyMs: KEY_TOUCHED_EVERY_MS });
    } catch (error) {
      // The time of the last use is a convenience; the call goes on without it.
      logger.warn("could not note the use of an API key", { keyId, error });
    }
  }

  async function stranger(): Promise<Caller> {
    const known = await remembered.get(STRANGER, async () => {
      await beforeRead();
      return { person: { type: "anonymous", accessRules: await findAnonymousRules(database) } };
    });
    return known ?? { person: { type: "anonymous", accessRules: [] } };
  }

  const isCurrent = (caller: Caller): boolean => caller.expiresAt === undefined || caller.expiresAt > clock.now();

  return { identify, forget: remembered.clear };
}

function bearerOf(headers: Headers): string | undefined {
  const authorization = headers.get("authorization");
  if (authorization === null) return undefined;
  return authorization.slice(0, BEARER.length).toLowerCase() === BEARER
    ? authorization.slice(BEARER.length).trim()
    : undefined;
}

const BEARER = "bearer";
