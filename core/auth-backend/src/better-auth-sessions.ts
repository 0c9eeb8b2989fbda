import type { Database, Logger } from "@checkstack/backend-api";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { createAuthEndpoint } from "better-auth/api";
import { betterAuth } from "better-auth/minimal";
import * as z from "zod";
import { accounts, sessions, users } from "./schema.ts";

export interface BetterAuthOptions {
  readonly database: Database;
  readonly logger: Logger;
  /** Where people reach the platform. */
  readonly url: string;
  readonly secret: string;
  /** The cookie is `Secure`, and `__Secure-` in its name says so. */
  readonly secure: boolean;
  readonly sessionLifeS: number;
}

/** better-auth, as far as it keeps sessions: its internal adapter and its signed cookie, called in process alone. */
export const createBetterAuth = (options: BetterAuthOptions) =>
  betterAuth({
    baseURL: options.url,
    // A list, so that better-auth's own environment variables cannot replace it.
    secrets: [{ version: 1, value: options.secret }],
    database: drizzleAdapter(options.database.db, {
      provider: "pg",
      schema: { user: users, session: sessions, account: accounts },
    }),
    session: { expiresIn: options.sessionLifeS },
    advanced: {
      cookiePrefix: "checkstack",
      useSecureCookies: options.secure,
      // Its tables here have the columns that sessions need; it would ask for those of its password and OAuth parts too.
      database: { validateSchema: false },
    },
    telemetry: { enabled: false },
    logger: { log: (level, message) => options.logger[level](message) },
    plugins: [sessionEndpoints()],
  });

const startInput = z.object({ userId: z.string(), address: z.string(), userAgent: z.string().nullable() });

/** better-auth's way to reach its sessions and its cookie. Its HTTP handler is not mounted, and they are not in it. */
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
