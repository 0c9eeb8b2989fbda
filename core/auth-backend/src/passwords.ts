import type { Extension, Extensions, Queries } from "@checkstack/backend-api";
import type { authenticationStrategies } from "@checkstack/auth-common";
import { linkIdentity } from "./identity-store.ts";

export type Strategy = Extension<typeof authenticationStrategies>;
export type Strategies = Extensions<typeof authenticationStrategies>;

/** The method that `POST /api/auth/sign-in/email` uses, and the first choice where a password is to be set. */
export const EMAIL_METHOD = "credential";

/** The strategy that keeps passwords; undefined when no plugin offers one. */
export const findPasswordStrategy = (strategies: Strategies): Strategy | undefined => {
  const candidates = strategies.list().filter(({ metadata }) => metadata.managesPasswords);
  return candidates.find(({ metadata }) => metadata.id === EMAIL_METHOD) ?? candidates[0];
};

/**
 * Gives a user a password and links it. The strategy's `PASSWORD_REFUSED` passes through to the caller.
 * Do it last in a transaction: should that fail, the password belongs to nobody and opens nothing.
 */
export async function givePassword(
  queries: Queries,
  strategy: Strategy,
  user: { id: string; email: string; name: string; password: string; now: Date },
): Promise<void> {
  const { id: userId, email, name, password, now } = user;
  await linkIdentity(queries, { provider: strategy.metadata.id, subject: userId, userId, now });
  await strategy.client.setPassword({ subject: userId, email, name, password });
}
