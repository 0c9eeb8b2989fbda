import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
} from "drizzle-orm/pg-core";

const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/** People. `email` is lower case; better-auth knows this table as its model `user`. */
export const users = pgTable("users", {
  id: text().primaryKey(),
  name: text().notNull(),
  email: text().notNull().unique(),
  disabled: boolean().notNull().default(false),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
  lastSignInAt: instant("last_sign_in_at"),
});

/** better-auth's model `session`. A token alone opens nothing: the cookie also carries its signature. */
export const sessions = pgTable(
  "sessions",
  {
    id: text().primaryKey(),
    token: text().notNull().unique(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    expiresAt: instant("expires_at").notNull(),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [index().on(table.userId), index().on(table.expiresAt)],
);

/** better-auth's model `account`: the identity (provider, subject) by which a strategy knows a user. */
export const accounts = pgTable(
  "accounts",
  {
    id: text().primaryKey(),
    providerId: text("provider_id").notNull(),
    accountId: text("account_id").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [uniqueIndex().on(table.providerId, table.accountId), index().on(table.userId)],
);

export const roles = pgTable("roles", {
  id: text().primaryKey(),
  name: text().notNull().unique(),
  builtIn: boolean("built_in").notNull().default(false),
  createdAt: instant("created_at").notNull(),
});

/** What a role may do. `rule` is a qualified id, or `*` for the role `admin`. */
export const roleRules = pgTable(
  "role_rules",
  {
    roleId: text("role_id")
      .notNull()
      .references(() => roles.id, { onDelete: "cascade" }),
    rule: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.roleId, table.rule] })],
);

export const userRoles = pgTable(
  "user_roles",
  {
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    roleId: text("role_id")
      .notNull()
      .references(() => roles.id, { onDelete: "cascade" }),
  },
  (table) => [primaryKey({ columns: [table.userId, table.roleId] }), index().on(table.roleId)],
);

/** Rules whose defaults have been granted once, so that what an administrator takes away stays away. */
export const seenRules = pgTable("seen_rules", { rule: text().primaryKey() });

/** `keyHash` is the SHA-256 of the key in hexadecimal; the key itself is not kept. */
export const apiKeys = pgTable(
  "api_keys",
  {
    id: text().primaryKey(),
    name: text().notNull(),
    start: text().notNull(),
    keyHash: text("key_hash").notNull().unique(),
    ownerId: text("owner_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    accessRules: text("access_rules").array().notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at"),
    lastUsedAt: instant("last_used_at"),
  },
  (table) => [index().on(table.ownerId)],
);

/** Sign-in attempts of one account or one network within the window: their times, in ms since the epoch. */
export const signInAttempts = pgTable(
  "sign_in_attempts",
  {
    key: text().primaryKey(),
    attempts: bigint({ mode: "number" }).array().notNull(),
    lastAt: bigint("last_at", { mode: "number" }).notNull(),
  },
  (table) => [index().on(table.lastAt)],
);

/** One row once the first administrator exists. */
export const setUps = pgTable(
  "set_ups",
  { id: integer().primaryKey(), doneAt: instant("done_at").notNull() },
  (table) => [check("set_ups_one_row", sql`${table.id} = 1`)],
);

/** One row: the secret that signs cookies, sealed with the key of the installation. */
export const cookieSecrets = pgTable(
  "cookie_secrets",
  { id: integer().primaryKey(), sealed: text().notNull() },
  (table) => [check("cookie_secrets_one_row", sql`${table.id} = 1`)],
);
