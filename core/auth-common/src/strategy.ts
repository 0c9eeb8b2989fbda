import { createContractPoint, procedure } from "@checkstack/common";
import * as z from "zod";
import { pluginMetadata } from "./metadata.ts";

export const authenticationStrategyMetadataSchema = z.object({
  /** Unique among strategies: `credential`, `ldap`. */
  id: z.string(),
  displayName: z.string(),
  /** JSON Schema of the form that people fill in; fields marked `x-secret` are password fields. */
  form: z.record(z.string(), z.unknown()),
  /** Whether people have a password here that the platform may set and change. */
  managesPasswords: z.boolean(),
});

export type AuthenticationStrategyMetadata = z.infer<typeof authenticationStrategyMetadataSchema>;

/** Whom a strategy has recognised. `subject` never changes for one person; an e-mail address may. */
export const identitySchema = z.object({
  subject: z.string().min(1).max(200),
  email: z.string(),
  name: z.string(),
});

export type Identity = z.infer<typeof identitySchema>;

/**
 * A way to prove who one is. `authenticate` takes the same time for unknown and for known accounts and says only
 * `refused`. `setPassword` and `removeSubject` concern strategies that manage passwords; others do nothing in them.
 * Strategies that manage passwords take the fields `email` and `password`, and know only subjects that were given to
 * `setPassword`: accounts are made by the platform, never by a first sign-in.
 */
export const authenticationStrategies = createContractPoint(pluginMetadata, {
  id: "strategies",
  metadata: authenticationStrategyMetadataSchema,
  router: {
    authenticate: procedure
      .input(z.object({ fields: z.record(z.string(), z.string().max(1000)) }))
      .output(
        z.discriminatedUnion("outcome", [
          z.object({ outcome: z.literal("recognised"), identity: identitySchema }),
          z.object({ outcome: z.literal("refused") }),
        ]),
      ),
    setPassword: procedure
      .input(z.object({ subject: z.string(), email: z.string(), name: z.string(), password: z.string() }))
      .errors({
        PASSWORD_REFUSED: {
          status: 400,
          message: "This password is too easy to guess.",
          data: z.object({ reason: z.string() }),
        },
      })
      .output(z.void()),
    removeSubject: procedure.input(z.object({ subject: z.string() })).output(z.void()),
  },
});
