import { authContract } from "@checkstack/auth-common";
import { implementContract, personOf, type CallContext } from "@checkstack/backend-api";
import type { Person } from "@checkstack/common";

/** The contract, to be implemented procedure by procedure. */
export const os = implementContract(authContract);

type SignedInPerson = Extract<Person, { type: "user" }>;

/** The user who calls in a session of their own. An API key speaks for its rules, not for its owner's account. */
export function requireUser(context: CallContext, errors: { SESSION_REQUIRED(): Error }): SignedInPerson {
  const person = personOf(context.principal);
  if (person?.type !== "user") throw errors.SESSION_REQUIRED();
  return person;
}

/** The HTTP side of a call that sets cookies. */
export function requireHttp({ http }: CallContext): NonNullable<CallContext["http"]> {
  if (!http)
    throw new Error("auth: signing in and out needs an HTTP request, since it sets a cookie; call it from a browser");
  return http;
}

export function setCookies({ responseHeaders }: NonNullable<CallContext["http"]>, cookies: readonly string[]): void {
  for (const cookie of cookies) responseHeaders.append("set-cookie", cookie);
}
