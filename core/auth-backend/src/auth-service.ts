import type {
  Authenticator,
  Clock,
  Database,
  EmitHook,
  Instance,
  Logger,
  PluginDirectory,
  SecretBox,
} from "@checkstack/backend-api";
import { createAccountHandlers } from "./account-handlers.ts";
import { createBrowserSessions } from "./browser-sessions.ts";
import { createCallers } from "./callers.ts";
import { loadCookieSecret } from "./cookie-secret.ts";
import { createDefaultGrants } from "./default-grants.ts";
import { os } from "./implementation.ts";
import type { Strategies } from "./passwords.ts";
import { ensureBuiltInRoles } from "./role-store.ts";
import { createRoles } from "./roles.ts";
import { createSessionHandlers } from "./session-handlers.ts";
import { createSetUp } from "./set-up.ts";
import { createSignIn } from "./sign-in.ts";
import { createSignInLimits } from "./sign-in-limits.ts";
import { createUsers } from "./users.ts";

/** Puts the parts of the plugin together over its database. */
export async function createAuthService(options: {
  database: Database;
  clock: Clock;
  logger: Logger;
  secrets: SecretBox;
  plugins: PluginDirectory;
  instance: Instance;
  strategies: Strategies;
  emitHook: EmitHook;
}) {
  const { database, clock, logger, plugins, strategies, emitHook } = options;
  const now = () => new Date(clock.now());
  await ensureBuiltInRoles(database, now());
  const secret = await loadCookieSecret(database, options.secrets);
  const sessions = createBrowserSessions({ database, logger, now: clock.now, url: options.instance.url, secret });
  const grantDefaults = createDefaultGrants({ database, plugins });
  const callers = createCallers({ database, clock, logger, cookie: sessions.cookie, beforeRead: grantDefaults });
  const authenticator: Authenticator = { authenticate: async (headers) => (await callers.identify(headers)).person };

  const limits = createSignInLimits({ database, clock });
  const signIn = createSignIn({ database, clock, logger, strategies, limits, sessions });
  const setUp = createSetUp({ database, clock, strategies });
  const onChange = callers.forget;
  const users = createUsers({ database, clock, logger, strategies, emitHook, onChange });
  const roles = createRoles({ database, clock, plugins, onChange });
  const router = os.router({
    ...createSessionHandlers({ database, now, callers, sessions, strategies, setUp, signIn }),
    ...createAccountHandlers({ database, now, callers, plugins, users, roles }),
  });
  return { authenticator, grantDefaults, router, setUp };
}
