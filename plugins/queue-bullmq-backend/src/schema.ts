import { bigint, index, integer, jsonb, pgTable, primaryKey, text, timestamp } from "drizzle-orm/pg-core";

/** Recurring jobs. A recurrence is checked before it is stored; what it means is decided where it runs. */
export const gridJobs = pgTable(
  "grid_jobs",
  {
    queue: text("queue").notNull(),
    key: text("key").notNull(),
    partition: integer("partition").notNull(),
    recurrence: jsonb("recurrence").notNull(),
    data: jsonb("data"),
    /** When the recurrence was given, ms since the epoch: the first due time is the first after it. */
    since: bigint("since", { mode: "number" }).notNull(),
    /** The last failure that nobody has looked at. */
    failure: jsonb("failure"),
  },
  (table) => [
    primaryKey({ columns: [table.queue, table.key] }),
    index("grid_jobs_partition_idx").on(table.queue, table.partition),
  ],
);

/** Which process runs which share of a queue's recurring jobs, and how far it has come. */
export const gridPartitions = pgTable(
  "grid_partitions",
  {
    queue: text("queue").notNull(),
    partition: integer("partition").notNull(),
    /** Grows with each change of its jobs. */
    version: bigint("version", { mode: "number" }).notNull(),
    owner: text("owner"),
    leaseUntil: timestamp("lease_until", { withTimezone: true }),
    progress: jsonb("progress"),
  },
  (table) => [primaryKey({ columns: [table.queue, table.partition] })],
);

/** The processes that consume a queue, with what each has in hand. */
export const gridMembers = pgTable(
  "grid_members",
  {
    queue: text("queue").notNull(),
    owner: text("owner").notNull(),
    seenAt: timestamp("seen_at", { withTimezone: true }).notNull(),
    figures: jsonb("figures").notNull(),
  },
  (table) => [primaryKey({ columns: [table.queue, table.owner] })],
);
