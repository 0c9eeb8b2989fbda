import * as z from "zod";

// Read-only for the compiler alone: what Zod's own `readonly()` freezes takes several times as long to check and to write.
const granted: z.ZodType<readonly string[]> = z.array(z.string());

const anonymousSchema = z.object({ type: z.literal("anonymous"), accessRules: granted });

const userSchema = z.object({
  type: z.literal("user"),
  id: z.string(),
  name: z.string(),
  email: z.string(),
  roles: granted,
  accessRules: granted,
});

const apiKeySchema = z.object({
  type: z.literal("api-key"),
  id: z.string(),
  name: z.string(),
  ownerId: z.string(),
  accessRules: granted,
});

export const personSchema = z.discriminatedUnion("type", [anonymousSchema, userSchema, apiKeySchema]);

/** Somebody outside the platform: a visitor, a signed-in user, or a script with an API key. */
export type Person = z.infer<typeof personSchema>;

export const principalSchema = z.discriminatedUnion("type", [
  anonymousSchema,
  userSchema,
  apiKeySchema,
  z.object({
    type: z.literal("service"),
    /** The plugin that calls. */
    pluginId: z.string(),
    /** The person the plugin acts for; access is then checked for both. */
    onBehalfOf: personSchema.optional(),
  }),
]);

/** Who calls: a person, or a plugin (for itself, or on behalf of a person). */
export type Principal = z.infer<typeof principalSchema>;
