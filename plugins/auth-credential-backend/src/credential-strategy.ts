import { randomBytes } from "node:crypto";
import { authenticationStrategies, emailSchema } from "@checkstack/auth-common";
import { implementContract, type Clock } from "@checkstack/backend-api";
import type { PasswordHasher } from "./password-hasher.ts";
import type { PasswordStore } from "./password-store.ts";
import { pluginMetadata } from "./plugin-metadata.ts";
import { weaknessOf } from "./password-weakness.ts";

const os = implementContract({ pluginId: pluginMetadata.pluginId, router: authenticationStrategies.router });

/** Recognises people by e-mail address and password, with one hash verified for every attempt, known or not. */
export function createCredentialStrategy(options: { store: PasswordStore; hasher: PasswordHasher; clock: Clock }) {
  const { store, hasher, clock } = options;
  let nobodysHash: Promise<string> | undefined;
  /** What is compared with when there is no such account, so that its absence costs the same. */
  const hashOfNobody = () => (nobodysHash ??= hasher.hash(randomBytes(32).toString("base64url")));

  return os.router({
    authenticate: os.authenticate.handler(async ({ input: { fields } }) => {
      // Before anything is known of the account: the first attempt, which makes it, takes longer for everybody.
      const nobodys = await hashOfNobody();
      const email = emailSchema.safeParse(fields.email?.trim());
      const found = email.success ? await store.findByEmail(email.data) : undefined;
      const hash = found?.passwordHash ?? nobodys;
      const isRight = await hasher.verify({ hash, password: fields.password ?? "" });
      if (!found || !isRight) return { outcome: "refused" as const };
      return {
        outcome: "recognised" as const,
        identity: { subject: found.subject, email: found.email, name: found.name },
      };
    }),
    setPassword: os.setPassword.handler(async ({ input: { subject, email, name, password }, errors }) => {
      const reason = weaknessOf(password, { email, name });
      if (reason !== undefined) throw errors.PASSWORD_REFUSED({ message: reason, data: { reason } });
      const passwordHash = await hasher.hash(password);
      await store.save({
        subject,
        email: emailSchema.parse(email),
        name,
        passwordHash,
        changedAt: new Date(clock.now()),
      });
    }),
    removeSubject: os.removeSubject.handler(({ input: { subject } }) => store.remove(subject)),
  });
}
