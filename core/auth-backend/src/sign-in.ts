import { emailSchema, type Identity, type User } from "@checkstack/auth-common";
import type { Clock, Database, Logger } from "@checkstack/backend-api";
import { accountKey } from "./account-key.ts";
import type { BrowserSessions } from "./browser-sessions.ts";
import { clientNetwork } from "./client-network.ts";
import { findLinkedUser, linkIdentity } from "./identity-store.ts";
import type { Strategies, Strategy } from "./passwords.ts";
import { deleteExpiredSessions } from "./session-store.ts";
import type { SignInLimits } from "./sign-in-limits.ts";
import { findUser, insertUser, noteSignIn } from "./user-store.ts";

/** Where a sign-in comes from. */
export interface Browser {
  readonly headers: Headers;
  readonly address: string;
}

/** Somebody claims to be someone, with what a method's form asks for. */
export interface Claim {
  readonly method: string;
  readonly fields: Readonly<Record<string, string>>;
}

export type Proof =
  | { readonly outcome: "recognised"; readonly strategy: Strategy; readonly identity: Identity }
  | { readonly outcome: "refused" }
  | { readonly outcome: "limited"; readonly retryAfterSeconds: number }
  | { readonly outcome: "unknown-method" };

export type SignedIn =
  | { readonly outcome: "signed-in"; readonly user: User; readonly cookies: readonly string[] }
  | Exclude<Proof, { outcome: "recognised" }>;

export interface SignIn {
  /** Signs in by a strategy. Refused says the same whatever the reason. */
  signIn(claim: Claim, browser: Browser): Promise<SignedIn>;
  /** Asks the strategy, within the limits, and signs nobody in. */
  prove(claim: Claim, browser: Browser): Promise<Proof>;
  /** Begins a session for somebody who is known. */
  begin(userId: string, browser: Browser): Promise<{ user: User; cookies: readonly string[] }>;
}

export function createSignIn(options: {
  database: Database;
  clock: Clock;
  logger: Logger;
  strategies: Strategies;
  limits: SignInLimits;
  sessions: BrowserSessions;
}): SignIn {
  const { database, clock, logger, strategies, limits, sessions } = options;

  async function signIn(claim: Claim, browser: Browser): Promise<SignedIn> {
    const proof = await prove(claim, browser);
    if (proof.outcome !== "recognised") return proof;
    const userId = await admit(proof);
    return userId === undefined ? { outcome: "refused" } : { outcome: "signed-in", ...(await begin(userId, browser)) };
  }

  async function prove({ method, fields }: Claim, browser: Browser): Promise<Proof> {
    const strategy = strategies.get(method);
    if (!strategy) return { outcome: "unknown-method" };
    const attempt = await limits.attempt({
      account: accountKey(method, fields, strategy.metadata.form),
      network: clientNetwork(browser.address),
    });
    if (!attempt.allowed) return { outcome: "limited", retryAfterSeconds: attempt.retryAfterSeconds };
    const answer = await strategy.client.authenticate({ fields: { ...fields } });
    if (answer.outcome === "refused") return { outcome: "refused" };
    await attempt.succeeded();
    return { outcome: "recognised", strategy, identity: answer.identity };
  }

  /** The user whom a strategy has recognised; one who comes for the first time is added. */
  async function admit({
    strategy,
    identity,
  }: {
    strategy: Strategy;
    identity: Identity;
  }): Promise<string | undefined> {
    const provider = strategy.metadata.id;
    const { subject } = identity;
    const known = await findLinkedUser(database, { provider, subject });
    if (known) return known.disabled ? undefined : known.id;
    if (strategy.metadata.managesPasswords) return undefined;
    const email = emailSchema.safeParse(identity.email);
    if (!email.success) {
      logger.warn("sign-in refused: the provider gives no usable e-mail address", { provider, subject });
      return undefined;
    }
    const added = await addUser({ provider, subject, name: identity.name, email: email.data });
    if (added !== undefined) return added;
    // Either the same person has just been added by another request, or the address belongs to somebody else.
    const other = await findLinkedUser(database, { provider, subject });
    if (!other) logger.warn("sign-in refused: another account has this e-mail address", { provider, subject });
    return other && !other.disabled ? other.id : undefined;
  }

  const addUser = (person: { provider: string; subject: string; name: string; email: string }) =>
    database.transaction(async (tx) => {
      const now = new Date(clock.now());
      const { provider, subject, email } = person;
      const user = await insertUser(tx, { name: person.name.trim() || email, email, roles: ["users"], now });
      if (user) await linkIdentity(tx, { provider, subject, userId: user.id, now });
      return user?.id;
    });

  async function begin(userId: string, { headers, address }: Browser) {
    const now = new Date(clock.now());
    await deleteExpiredSessions(database, now);
    const userAgent = headers.get("user-agent")?.slice(0, MAX_USER_AGENT) ?? null;
    const cookies = await sessions.start(headers, { userId, address, userAgent });
    await noteSignIn(database, { userId, now });
    const user = await findUser(database, userId);
    if (!user) throw new Error(`user ${userId} was removed while signing in; sign in again`);
    return { user, cookies };
  }

  return { signIn, prove, begin };
}

const MAX_USER_AGENT = 300;
