import { createContract, pageOf, pageQuery, personSchema, procedure } from "@checkstack/common";
import * as z from "zod";
import { access } from "./access.ts";
import { pluginMetadata } from "./metadata.ts";
import { authenticationStrategyMetadataSchema } from "./strategy.ts";

const id = z.object({ id: z.string() });
export const emailSchema = z
  .email("must be an e-mail address")
  .max(254)
  .transform((email) => email.toLowerCase());
export const passwordSchema = z.string().min(10, "must have at least 10 characters").max(200);
const nameSchema = z
  .string()
  .trim()
  .min(1, "must not be empty")
  .max(100)
  .regex(/^\P{Cc}*$/u, "must not contain control characters");

export const userSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  roles: z.array(z.string()),
  disabled: z.boolean(),
  createdAt: z.date(),
  lastSignInAt: z.date().nullable(),
});
export type User = z.infer<typeof userSchema>;

export const roleSchema = z.object({
  /** `admin`, `users` and `anonymous` always exist; `admin` holds every rule. */
  id: z.string(),
  name: z.string(),
  builtIn: z.boolean(),
  /** Qualified ids, such as `catalog.entity.read`. */
  accessRules: z.array(z.string()),
});
export type Role = z.infer<typeof roleSchema>;

export const sessionSchema = z.object({
  id: z.string(),
  current: z.boolean(),
  createdAt: z.date(),
  expiresAt: z.date(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
});
export type Session = z.infer<typeof sessionSchema>;

export const apiKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  /** The first characters, to tell keys apart: `ck_3f9a…`. */
  start: z.string(),
  accessRules: z.array(z.string()),
  ownerId: z.string(),
  createdAt: z.date(),
  expiresAt: z.date().nullable(),
  lastUsedAt: z.date().nullable(),
});
export type ApiKey = z.infer<typeof apiKeySchema>;

const proofErrors = {
  SIGN_IN_REFUSED: { status: 401, message: "The e-mail address or the password is wrong." },
  TOO_MANY_ATTEMPTS: {
    status: 429,
    message: "There were too many attempts; wait before the next one.",
    data: z.object({ retryAfterSeconds: z.number() }),
  },
} as const;
const methodErrors = {
  METHOD_NOT_FOUND: {
    status: 404,
    message: "No plugin offers this way to sign in.",
    data: z.object({ method: z.string() }),
  },
} as const;
const signInErrors = { ...proofErrors, ...methodErrors } as const;
const passwordErrors = {
  ...methodErrors,
  PASSWORD_REFUSED: {
    status: 400,
    message: "This password is too easy to guess.",
    data: z.object({ reason: z.string() }),
  },
} as const;
/** An API key is for what its rules name; its owner's account is not among that. */
const sessionErrors = {
  SESSION_REQUIRED: { status: 403, message: "Sign in to do this; an API key cannot." },
} as const;
/** Nobody may give, or take over, more than they hold. */
const grantErrors = {
  RULE_NOT_HELD: {
    status: 403,
    message: "This needs an access rule that you do not hold.",
    data: z.object({ rule: z.string() }),
  },
} as const;
const ruleErrors = {
  ...grantErrors,
  RULE_NOT_FOUND: {
    status: 404,
    message: "No plugin has such an access rule.",
    data: z.object({ rule: z.string() }),
  },
  NAME_TAKEN: { status: 409, message: "Another role has this name.", data: z.object({ name: z.string() }) },
} as const;
const emailErrors = {
  EMAIL_TAKEN: {
    status: 409,
    message: "Another account has this e-mail address.",
    data: z.object({ email: z.string() }),
  },
} as const;
const userErrors = {
  ...grantErrors,
  USER_NOT_FOUND: { status: 404, message: "There is no such user.", data: id },
  LAST_ADMIN: { status: 409, message: "This is the last administrator; make another one first." },
} as const;
const roleErrors = {
  ROLE_NOT_FOUND: { status: 404, message: "There is no such role.", data: id },
} as const;
const ownRoleErrors = {
  ...roleErrors,
  ROLE_FIXED: { status: 409, message: "This role belongs to the platform and cannot be changed so.", data: id },
} as const;

export const authContract = createContract(pluginMetadata, {
  /** Who I am, whether the platform has been set up, and how one may sign in. */
  session: procedure
    .meta({ access: "public" })
    .route({ method: "GET", path: "/session", summary: "Who I am" })
    .output(
      z.object({
        setUp: z.boolean(),
        person: personSchema,
        methods: z.array(authenticationStrategyMetadataSchema),
      }),
    ),
  /** Who a request is from, by what it carried: for instances of the platform that do not run this plugin. */
  authenticate: procedure
    .meta({ access: "service" })
    .input(z.object({ authorization: z.string().optional(), cookie: z.string().optional() }))
    .output(personSchema),
  /** Makes the first administrator, once, and signs in. */
  setUp: procedure
    .meta({ access: "public" })
    .route({ method: "POST", path: "/set-up", summary: "Create the first administrator" })
    .input(z.object({ name: nameSchema, email: emailSchema, password: passwordSchema }))
    .output(userSchema)
    .errors({
      ...passwordErrors,
      ...emailErrors,
      ALREADY_SET_UP: { status: 409, message: "An administrator exists already; sign in instead." },
    }),
  signInEmail: procedure
    .meta({ access: "public" })
    .route({ method: "POST", path: "/sign-in/email", summary: "Sign in with e-mail and password" })
    .input(z.object({ email: z.string().max(254), password: z.string().max(200) }))
    .output(userSchema)
    .errors(signInErrors),
  signIn: procedure
    .meta({ access: "public" })
    .route({ method: "POST", path: "/sign-in/methods/{method}", summary: "Sign in with another method" })
    .input(z.object({ method: z.string(), fields: z.record(z.string(), z.string().max(1000)) }))
    .output(userSchema)
    .errors(signInErrors),
  signOut: procedure
    .meta({ access: "public" })
    .route({ method: "POST", path: "/sign-out", summary: "End this session" })
    .output(z.void()),
  changePassword: procedure
    .meta({ access: "authenticated" })
    .route({ method: "POST", path: "/change-password", summary: "Change my password; ends my other sessions" })
    .input(z.object({ currentPassword: z.string().max(200), newPassword: passwordSchema }))
    .output(z.void())
    .errors({
      ...proofErrors,
      ...passwordErrors,
      ...sessionErrors,
      NO_PASSWORD: { status: 409, message: "This account signs in without a password." },
    }),
  sessions: {
    list: procedure
      .meta({ access: "authenticated" })
      .route({ method: "GET", path: "/sessions", summary: "My sessions" })
      .output(z.array(sessionSchema))
      .errors(sessionErrors),
    revoke: procedure
      .meta({ access: "authenticated" })
      .route({ method: "DELETE", path: "/sessions/{id}", summary: "End one of my sessions" })
      .input(id)
      .output(z.void())
      .errors({ ...sessionErrors, SESSION_NOT_FOUND: { status: 404, message: "You have no such session.", data: id } }),
  },
  users: {
    list: procedure
      .meta({ access: [access.userRead] })
      .route({ method: "GET", path: "/users", summary: "Users" })
      .input(pageQuery.extend({ search: z.string().max(200).optional() }))
      .output(pageOf(userSchema)),
    create: procedure
      .meta({ access: [access.userManage] })
      .route({ method: "POST", path: "/users", summary: "Create a user", successStatus: 201 })
      .input(
        z.object({
          name: nameSchema,
          email: emailSchema,
          password: passwordSchema,
          roles: z.array(z.string()).default(["users"]),
        }),
      )
      .output(userSchema)
      .errors({ ...passwordErrors, ...grantErrors, ...emailErrors, ...roleErrors }),
    update: procedure
      .meta({ access: [access.userManage] })
      .route({ method: "PATCH", path: "/users/{id}", summary: "Change a user; disabling ends the user's sessions" })
      .input(
        id.extend({
          name: nameSchema.optional(),
          roles: z.array(z.string()).optional(),
          disabled: z.boolean().optional(),
          password: passwordSchema.optional(),
        }),
      )
      .output(userSchema)
      .errors({ ...userErrors, ...roleErrors, ...passwordErrors }),
    delete: procedure
      .meta({ access: [access.userManage] })
      .route({ method: "DELETE", path: "/users/{id}", summary: "Remove a user" })
      .input(id)
      .output(z.void())
      .errors(userErrors),
  },
  roles: {
    list: procedure
      .meta({ access: [access.userRead] })
      .route({ method: "GET", path: "/roles", summary: "Roles and what they may do" })
      .output(z.array(roleSchema)),
    create: procedure
      .meta({ access: [access.roleManage] })
      .route({ method: "POST", path: "/roles", summary: "Create a role", successStatus: 201 })
      .input(z.object({ name: nameSchema, accessRules: z.array(z.string()).default([]) }))
      .output(roleSchema)
      .errors(ruleErrors),
    update: procedure
      .meta({ access: [access.roleManage] })
      .route({ method: "PATCH", path: "/roles/{id}", summary: "Change a role" })
      .input(id.extend({ name: nameSchema.optional(), accessRules: z.array(z.string()).optional() }))
      .output(roleSchema)
      .errors({ ...ruleErrors, ...ownRoleErrors }),
    delete: procedure
      .meta({ access: [access.roleManage] })
      .route({ method: "DELETE", path: "/roles/{id}", summary: "Remove a role" })
      .input(id)
      .output(z.void())
      .errors(ownRoleErrors),
  },
  accessRules: procedure
    .meta({ access: "authenticated" })
    .route({
      method: "GET",
      path: "/access-rules",
      summary: "The access rules of all plugins; who may not see users gets those held by oneself",
    })
    .output(
      z.array(
        z.object({
          id: z.string(),
          pluginId: z.string(),
          /** How people call the plugin. */
          pluginName: z.string(),
          description: z.string(),
        }),
      ),
    ),
  apiKeys: {
    list: procedure
      .meta({ access: [access.apiKeyManage] })
      .route({ method: "GET", path: "/api-keys", summary: "My API keys" })
      .output(z.array(apiKeySchema))
      .errors(sessionErrors),
    create: procedure
      .meta({ access: [access.apiKeyManage] })
      .route({
        method: "POST",
        path: "/api-keys",
        summary: "Create an API key; the key is shown once",
        successStatus: 201,
      })
      .input(
        z.object({
          name: nameSchema,
          /** Rules the key holds, at most those of its owner at the time of each call. */
          accessRules: z.array(z.string()).min(1, "must name at least one access rule"),
          expiresAt: z.coerce.date().optional(),
        }),
      )
      .output(z.object({ apiKey: apiKeySchema, key: z.string() }))
      .errors({ ...sessionErrors, ...grantErrors }),
    revoke: procedure
      .meta({ access: [access.apiKeyManage] })
      .route({ method: "DELETE", path: "/api-keys/{id}", summary: "Revoke an API key" })
      .input(id)
      .output(z.void())
      .errors({ ...sessionErrors, API_KEY_NOT_FOUND: { status: 404, message: "You have no such API key.", data: id } }),
  },
});
