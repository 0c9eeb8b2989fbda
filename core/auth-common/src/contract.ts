import { createContract, pageOf, pageQuery, personSchema, procedure } from "@checkstack/common";
import * as z from "zod";
import { access } from "./access.ts";
import { pluginMetadata } from "./metadata.ts";
import { authenticationStrategyMetadataSchema } from "./strategy.ts";

const id = z.object({ id: z.string() });
export const emailSchema = z.email("must be an e-mail address").max(254).transform((email) => email.toLowerCase());
export const passwordSchema = z.string().min(10, "must have at least 10 characters").max(200);
const nameSchema = z.string().trim().min(1, "must not be empty").max(100);

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

const signInErrors = {
  SIGN_IN_REFUSED: { status: 401, message: "The e-mail address or the password is wrong." },
  TOO_MANY_ATTEMPTS: { status: 429, data: z.object({ retryAfterSeconds: z.number() }) },
} as const;
const userErrors = { USER_NOT_FOUND: { status: 404, data: id } } as const;

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
  /** Makes the first administrator, once, and signs in. */
  setUp: procedure
    .meta({ access: "public" })
    .route({ method: "POST", path: "/set-up", summary: "Create the first administrator" })
    .input(z.object({ name: nameSchema, email: emailSchema, password: passwordSchema }))
    .output(userSchema)
    .errors({ ALREADY_SET_UP: { status: 409, message: "An administrator exists already; sign in instead." } }),
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
    .errors({ ...signInErrors, METHOD_NOT_FOUND: { status: 404, data: z.object({ method: z.string() }) } }),
  signOut: procedure
    .meta({ access: "public" })
    .route({ method: "POST", path: "/sign-out", summary: "End this session" })
    .output(z.void()),
  changePassword: procedure
    .meta({ access: "authenticated" })
    .route({ method: "POST", path: "/change-password", summary: "Change my password; ends my other sessions" })
    .input(z.object({ currentPassword: z.string().max(200), newPassword: passwordSchema }))
    .output(z.void())
    .errors({ ...signInErrors, NO_PASSWORD: { status: 409, message: "This account signs in without a password." } }),
  sessions: {
    list: procedure
      .meta({ access: "authenticated" })
      .route({ method: "GET", path: "/sessions", summary: "My sessions" })
      .output(z.array(sessionSchema)),
    revoke: procedure
      .meta({ access: "authenticated" })
      .route({ method: "DELETE", path: "/sessions/{id}", summary: "End one of my sessions" })
      .input(id)
      .output(z.void())
      .errors({ SESSION_NOT_FOUND: { status: 404, data: id } }),
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
      .input(z.object({ name: nameSchema, email: emailSchema, password: passwordSchema, roles: z.array(z.string()).default(["users"]) }))
      .output(userSchema)
      .errors({ EMAIL_TAKEN: { status: 409, data: z.object({ email: z.string() }) }, ROLE_NOT_FOUND: { status: 404, data: id } }),
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
      .errors({
        ...userErrors,
        ROLE_NOT_FOUND: { status: 404, data: id },
        LAST_ADMIN: { status: 409, message: "This is the last administrator; make another one first." },
      }),
    delete: procedure
      .meta({ access: [access.userManage] })
      .route({ method: "DELETE", path: "/users/{id}", summary: "Remove a user" })
      .input(id)
      .output(z.void())
      .errors({ ...userErrors, LAST_ADMIN: { status: 409, message: "This is the last administrator; make another one first." } }),
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
      .errors({ NAME_TAKEN: { status: 409, data: z.object({ name: z.string() }) } }),
    update: procedure
      .meta({ access: [access.roleManage] })
      .route({ method: "PATCH", path: "/roles/{id}", summary: "Change a role" })
      .input(id.extend({ name: nameSchema.optional(), accessRules: z.array(z.string()).optional() }))
      .output(roleSchema)
      .errors({ ROLE_NOT_FOUND: { status: 404, data: id }, ROLE_FIXED: { status: 409, data: id } }),
    delete: procedure
      .meta({ access: [access.roleManage] })
      .route({ method: "DELETE", path: "/roles/{id}", summary: "Remove a role" })
      .input(id)
      .output(z.void())
      .errors({ ROLE_NOT_FOUND: { status: 404, data: id }, ROLE_FIXED: { status: 409, data: id } }),
  },
  accessRules: procedure
    .meta({ access: [access.userRead] })
    .route({ method: "GET", path: "/access-rules", summary: "All access rules of all plugins" })
    .output(z.array(z.object({ id: z.string(), pluginId: z.string(), description: z.string() }))),
  apiKeys: {
    list: procedure
      .meta({ access: [access.apiKeyManage] })
      .route({ method: "GET", path: "/api-keys", summary: "My API keys" })
      .output(z.array(apiKeySchema)),
    create: procedure
      .meta({ access: [access.apiKeyManage] })
      .route({ method: "POST", path: "/api-keys", summary: "Create an API key; the key is shown once", successStatus: 201 })
      .input(
        z.object({
          name: nameSchema,
          /** Rules the key holds, at most those of its owner at the time of each call. */
          accessRules: z.array(z.string()).min(1, "must name at least one access rule"),
          expiresAt: z.coerce.date().optional(),
        }),
      )
      .output(z.object({ apiKey: apiKeySchema, key: z.string() }))
      .errors({ RULE_NOT_HELD: { status: 403, data: z.object({ rule: z.string() }) } }),
    revoke: procedure
      .meta({ access: [access.apiKeyManage] })
      .route({ method: "DELETE", path: "/api-keys/{id}", summary: "Revoke an API key" })
      .input(id)
      .output(z.void())
      .errors({ API_KEY_NOT_FOUND: { status: 404, data: id } }),
  },
});
