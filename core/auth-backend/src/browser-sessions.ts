import type { Database, Logger } from "@checkstack/backend-api";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { createAuthEndpoint } from "better-auth/api";
import { betterAuth } from "better-auth/minimal";
import * as z from "zod";
import { accounts, sessions, users } from "./schema.ts";

const DAY_S = 24 * 60 * 60;
export const SESSION_LIFE_S = 30 * DAY_S;
const RENEWED_AFTER_S = DAY_S;

/**
 * Sessions of browsers, kept by better-auth. Each call takes the request's headers and answers the `set-cookie` values
 * for the response.
 */
export interface BrowserSessions {
  /** Begins a session with a new token; the one that the browser brought is ended. */
  start(headers: Headers, session: { userId: string; address: string; userAgent: string | null }): Promise<string[]>;
  /** Lengthens the session that the browser brought. */
  renew(headers: Headers): Promise<string[]>;
  /** Ends the session that the browser brought. */
  end(headers: Headers): Promise<string[]>;
  /** Says whether a session that ends then has been going long enough to be lengthened. */
  isDue(session: { expiresAt: number }): boolean;
  readonly cookie: { readonly name: string; readonly secret: string };
}

export async function createBrowserSessions(options: {
  database: Database;
  logger: Logger;
  now: () => number;
  /** Where people reach the platform; with https the cookie is `Secure`. */
  url: string;
  secret: string;
}): Promise<BrowserSessions> {
  const { database, logger, now, url, secret } = options;
  const auth = betterAuth({
    baseURL: url,
    // A list, so that better-auth's own environment variables cannot replace it.
    secrets: [{ version: 1, value: secret }],
    database: drizzleAdapter(database.db, {
      provider: "pg",
      schema: { user: users, session: sessions, account: accounts },
    }),
    session: { expiresIn: SESSION_LIFE_S, updateAge: RENEWED_AFTER_S },
    advanced: {
      cookiePrefix: "checkstack",
      useSecureCookies: url.startsWith("https:"),
      // Its tables here have the columns that sessions need; it would ask for those of its password and OAuth parts too.
      database: { validateSchema: false },
    },
    telemetry: { enabled: false },
    logger: { log: (level, message) => logger[level](message) },
    plugins: [sessionEndpoints()],
  });
  const { authCookies } = await auth.$context;
  return {
    start: async (headers, session) =>
      cookiesOf(await auth.api.startSession({ headers, body: session, returnHeaders: true })),
    renew: async (headers) => cookiesOf(await auth.api.renewSession({ headers, returnHeaders: true })),
    end: async (headers) => cookiesOf(await auth.api.endSession({ headers, returnHeaders: true })),
    isDue: ({ expiresAt }) => expiresAt - now() <= (SESSION_LIFE_S - RENEWED_AFTER_S) * 1000,
    cookie: { name: authCookies.sessionToken.name, secret },
  };
}

const cookiesOf = ({ headers }: { headers: Headers }): string[] => headers.getSetCookie();

const startInput = z.object({ userId: z.string(), address: z.string(), userAgent: z.string().nullable() });

/** better-auth's way to reach its sessions and its cookie; none of these is reachable over HTTP. */
const sessionEndpoints = () => ({
  id: "checkstack-sessions",
  endpoints: {
    startSession: createAuthEndpoint.serverOnly(
      { method: "POST", body: startInput, requireHeaders: true },
      async (ctx) => {
        const { internalAdapter, authCookies, secret, sessionConfig } = ctx.context;
        const { name, attributes } = authCookies.sessionToken;
        const brought = await ctx.getSignedCookie(name, secret);
        if (brought) await internalAdapter.deleteSession(brought);
        const { userId, address, userAgent } = ctx.body;
        const session = await internalAdapter.createSession(userId, false, { ipAddress: address, userAgent });
        await ctx.setSignedCookie(name, session.token, secret, { ...attributes, maxAge: sessionConfig.expiresIn });
      },
    ),
    renewSession: createAuthEndpoint.serverOnly({ method: "POST", requireHeaders: true }, async (ctx) => {
      const { internalAdapter, authCookies, secret, sessionConfig } = ctx.context;
      const { name, attributes } = authCookies.sessionToken;
      const token = await ctx.getSignedCookie(name, secret);
      if (!token) return;
      const renewed = { expiresAt: new Date(Date.now() + sessionConfig.expiresIn * 1000), updatedAt: new Date() };
      if (!(await internalAdapter.updateSession(token, renewed))) return;
      await ctx.setSignedCookie(name, token, secret, { ...attributes, maxAge: sessionConfig.expiresIn });
    }),
    endSession: createAuthEndpoint.serverOnly({ method: "POST", requireHeaders: true }, async (ctx) => {
      const { internalAdapter, authCookies, secret } = ctx.context;
      const { name, attributes } = authCookies.sessionToken;
      const token = await ctx.getSignedCookie(name, secret);
      if (token) await internalAdapter.deleteSession(token);
      ctx.setCookie(name, "", { ...attributes, maxAge: 0 });
    }),
  },
});
