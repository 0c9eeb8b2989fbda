import type { Database, Logger } from "@checkstack/backend-api";

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

export function createBrowserSessions(options: {
  database: Database;
  logger: Logger;
  now: () => number;
  /** Where people reach the platform; with https the cookie is `Secure`. */
  url: string;
  secret: string;
}): BrowserSessions {
  const { now, secret } = options;
  const secure = options.url.startsWith("https:");
  let loaded: ReturnType<typeof load> | undefined;

  // Loaded when somebody first signs in or out: reading a cookie does without its 12 MB and its 90 ms of start.
  async function load() {
    const { createBetterAuth } = await import("./better-auth-sessions.ts");
    return createBetterAuth({ ...options, secure, sessionLifeS: SESSION_LIFE_S }).api;
  }

  async function api() {
    loaded ??= load();
    return loaded;
  }

  return {
    start: async (headers, session) =>
      cookiesOf(await (await api()).startSession({ headers, body: session, returnHeaders: true })),
    renew: async (headers) => cookiesOf(await (await api()).renewSession({ headers, returnHeaders: true })),
    end: async (headers) => cookiesOf(await (await api()).endSession({ headers, returnHeaders: true })),
    isDue: ({ expiresAt }) => expiresAt - now() <= (SESSION_LIFE_S - RENEWED_AFTER_S) * 1000,
    cookie: { name: `${secure ? "__Secure-" : ""}checkstack.session_token`, secret },
  };
}

const cookiesOf = ({ headers }: { headers: Headers }): string[] => headers.getSetCookie();
