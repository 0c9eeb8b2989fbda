import { personOf, type CallContext, type Database } from "@checkstack/backend-api";
import type { BrowserSessions } from "./browser-sessions.ts";
import type { Callers } from "./callers.ts";
import { listIdentities } from "./identity-store.ts";
import { os, requireHttp, requireUser, setCookies } from "./implementation.ts";
import { EMAIL_METHOD, type Strategies } from "./passwords.ts";
import { deleteSession, deleteSessionsOf, listSessions } from "./session-store.ts";
import type { SetUp } from "./set-up.ts";
import type { Claim, Proof, SignIn } from "./sign-in.ts";

/** Set-up, sign-in, sign-out and one's own sessions. */
export function createSessionHandlers(options: {
  database: Database;
  now: () => Date;
  callers: Callers;
  sessions: BrowserSessions;
  strategies: Strategies;
  setUp: SetUp;
  signIn: SignIn;
}) {
  const { database, now, callers, sessions, strategies, setUp, signIn } = options;

  const session = os.session.handler(async ({ context }) => {
    const person = personOf(context.principal) ?? (await callers.identify(new Headers())).person;
    await renewWhenDue(context);
    return { setUp: await setUp.isDone(), person, methods: strategies.list().map(({ metadata }) => metadata) };
  });

  /** A browser asks who it is whenever the page loads: the moment to lengthen its session, with its cookie. */
  async function renewWhenDue({ http }: CallContext): Promise<void> {
    if (!http) return;
    const caller = await callers.identify(http.request.headers);
    if (!caller.session || !sessions.isDue(caller.session)) return;
    setCookies(http, await sessions.renew(http.request.headers));
    callers.forget();
  }

  async function currentSessionId({ http }: CallContext): Promise<string | undefined> {
    return http && (await callers.identify(http.request.headers)).session?.id;
  }

  async function enter(claim: Claim, context: CallContext, errors: ProofErrors & MethodErrors) {
    const http = requireHttp(context);
    const result = await signIn.signIn(claim, { headers: http.request.headers, address: http.clientAddress });
    if (result.outcome !== "signed-in") throw refusal(result, claim, context, errors);
    setCookies(http, result.cookies);
    callers.forget();
    return result.user;
  }

  return {
    session,
    authenticate: os.authenticate.handler(
      async ({ input }) => (await callers.identify(new Headers(Object.entries(input)))).person,
    ),
    setUp: os.setUp.handler(async ({ input, context, errors }) => {
      const http = requireHttp(context);
      const admin = await setUp.createAdmin(input, errors);
      const { user, cookies } = await signIn.begin(admin.id, {
        headers: http.request.headers,
        address: http.clientAddress,
      });
      setCookies(http, cookies);
      return user;
    }),
    signInEmail: os.signInEmail.handler(({ input: { email, password }, context, errors }) =>
      enter({ method: EMAIL_METHOD, fields: { email, password } }, context, errors),
    ),
    signIn: os.signIn.handler(({ input, context, errors }) => enter(input, context, errors)),
    signOut: os.signOut.handler(async ({ context }) => {
      const http = requireHttp(context);
      setCookies(http, await sessions.end(http.request.headers));
      callers.forget();
    }),
    changePassword: os.changePassword.handler(async ({ input, context, errors }) => {
      const http = requireHttp(context);
      const user = requireUser(context, errors);
      const identities = await listIdentities(database, user.id);
      const own = identities.find(({ provider }) => strategies.get(provider)?.metadata.managesPasswords);
      if (!own) throw errors.NO_PASSWORD();
      const claim = { method: own.provider, fields: { email: user.email, password: input.currentPassword } };
      const proof = await signIn.prove(claim, { headers: http.request.headers, address: http.clientAddress });
      if (proof.outcome !== "recognised") throw refusal(proof, claim, context, errors);
      if (proof.identity.subject !== own.subject) throw errors.SIGN_IN_REFUSED();
      const { email, name } = user;
      await proof.strategy.client.setPassword({ subject: own.subject, email, name, password: input.newPassword });
      await deleteSessionsOf(database, { userId: user.id, exceptId: await currentSessionId(context) });
      callers.forget();
    }),
    sessions: {
      list: os.sessions.list.handler(async ({ context, errors }) => {
        const { id: userId } = requireUser(context, errors);
        return listSessions(database, { userId, currentId: await currentSessionId(context), now: now() });
      }),
      revoke: os.sessions.revoke.handler(async ({ input, context, errors }) => {
        const { id: userId } = requireUser(context, errors);
        if (!(await deleteSession(database, { userId, sessionId: input.id }))) {
          throw errors.SESSION_NOT_FOUND({ data: input });
        }
        callers.forget();
      }),
    },
  };
}

interface ProofErrors {
  SIGN_IN_REFUSED(): Error;
  TOO_MANY_ATTEMPTS(options: { data: { retryAfterSeconds: number } }): Error;
}

interface MethodErrors {
  METHOD_NOT_FOUND(options: { data: { method: string } }): Error;
}

function refusal(
  proof: Exclude<Proof, { outcome: "recognised" }>,
  { method }: Claim,
  { http }: CallContext,
  errors: ProofErrors & MethodErrors,
): Error {
  if (proof.outcome === "unknown-method") return errors.METHOD_NOT_FOUND({ data: { method } });
  if (proof.outcome === "refused") return errors.SIGN_IN_REFUSED();
  const { retryAfterSeconds } = proof;
  http?.responseHeaders.set("retry-after", String(retryAfterSeconds));
  return errors.TOO_MANY_ATTEMPTS({ data: { retryAfterSeconds } });
}
