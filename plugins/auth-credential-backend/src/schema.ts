import { pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** Passwords by the subject that the accounts plugin gave. `email` is lower case; the hash is salted scrypt. */
export const passwords = pgTable("passwords", {
  subject: text().primaryKey(),
  email: text().notNull().unique(),
  name: text().notNull(),
  passwordHash: text("password_hash").notNull(),
  changedAt: timestamp("changed_at", { withTimezone: true, precision: 3, mode: "date" }).notNull(),
});
