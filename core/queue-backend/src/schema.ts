import { pgTable, text, timestamp } from "drizzle-orm/pg-core";

/** The processes that run queues, by instance, each with the queues that it consumes. */
export const queueMembers = pgTable("queue_members", {
  instanceId: text("instance_id").primaryKey(),
  queues: text("queues").array().notNull(),
  seenAt: timestamp("seen_at", { withTimezone: true }).notNull(),
});
