import type { Assertion, CheckState, CheckStatus, CheckPolicy, RunStatus } from "@checkstack/healthcheck-common";
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  json,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

/** Milliseconds are all that JavaScript has; a column that kept more would never equal what was read from it. */
const moment = (name: string) => timestamp(name, { precision: 3, withTimezone: true, mode: "date" });

export const checks = pgTable(
  "checks",
  {
    id: uuid("id").primaryKey(),
    systemId: text("system_id").notNull(),
    name: text("name").notNull(),
    strategy: text("strategy").notNull(),
    /** Secrets are sealed, bound to the check's id and their place in it. */
    config: jsonb("config").$type<Record<string, unknown>>().notNull(),
    configVersion: integer("config_version").notNull(),
    intervalMs: integer("interval_ms").notNull(),
    assertions: jsonb("assertions").$type<Assertion[]>().notNull(),
    policy: jsonb("policy").$type<CheckPolicy>().notNull(),
    paused: boolean("paused").notNull(),
    /** Grows with every change, so that a process can tell that it remembers an older one. */
    revision: integer("revision").notNull(),
    /** Since when it runs as it does now. The slot in which this lies begins here, and not where the grid has it. */
    activeSince: moment("active_since").notNull(),
    createdAt: moment("created_at").notNull(),
    updatedAt: moment("updated_at").notNull(),
  },
  (table) => [index("checks_system").on(table.systemId), index("checks_name").on(table.name, table.id)],
);

/**
 * What a check is at the moment, one row each: all that lists read. Written with every run, therefore without a second
 * index, and with room on each page (`fillfactor` 70), so that PostgreSQL updates it in place.
 */
export const checkStates = pgTable("check_states", {
  checkId: uuid("check_id")
    .primaryKey()
    .references(() => checks.id, { onDelete: "cascade" }),
  status: text("status").$type<CheckStatus>().notNull(),
  since: moment("since"),
  message: text("message").notNull(),
  lastRunAt: moment("last_run_at"),
  lastLatencyMs: real("last_latency_ms"),
  /** The state machine's memory. `json`, since it is only ever read and written whole. */
  state: json("state").$type<CheckState>().notNull(),
});

/** When a check was enabled, and how often it should have run: what coverage is measured against. */
export const schedules = pgTable(
  "schedules",
  {
    checkId: uuid("check_id")
      .notNull()
      .references(() => checks.id, { onDelete: "cascade" }),
    startedAt: moment("started_at").notNull(),
    endedAt: moment("ended_at"),
    intervalMs: integer("interval_ms").notNull(),
  },
  (table) => [primaryKey({ columns: [table.checkId, table.startedAt] })],
);

/** How the status of a check changed. A partial unique index holds it to one open interval for each check. */
export const statusIntervals = pgTable(
  "status_intervals",
  {
    id: uuid("id").primaryKey(),
    checkId: uuid("check_id")
      .notNull()
      .references(() => checks.id, { onDelete: "cascade" }),
    status: text("status").$type<CheckStatus>().notNull(),
    startedAt: moment("started_at").notNull(),
    endedAt: moment("ended_at"),
    message: text("message").notNull(),
  },
  (table) => [
    uniqueIndex("status_intervals_open")
      .on(table.checkId)
      .where(sql`${table.endedAt} is null`),
    index("status_intervals_newest").on(table.checkId, table.startedAt, table.id),
  ],
);

/**
 * One row for each run, partitioned by day of `scheduledAt`. The key is all that identifies a run, so that a slot is
 * stored once whoever ran it, and serves every way in which runs are read.
 */
export const runs = pgTable(
  "runs",
  {
    checkId: uuid("check_id").notNull(),
    scheduledAt: moment("scheduled_at").notNull(),
    source: text("source").notNull(),
    slot: bigint("slot", { mode: "number" }).notNull(),
    startedAt: moment("started_at").notNull(),
    status: text("status").$type<RunStatus>().notNull(),
    latencyMs: real("latency_ms"),
    timings: json("timings").$type<Record<string, number>>(),
    code: text("code"),
    message: text("message").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.checkId, table.scheduledAt, table.source, table.slot] }),
    index("runs_not_healthy")
      .on(table.checkId, table.scheduledAt)
      .where(sql`${table.status} <> 'healthy'`),
  ],
);

/** What was found in runs that were not healthy, and in the last healthy one before them. Partitioned like `runs`. */
export const runDetails = pgTable(
  "run_details",
  {
    checkId: uuid("check_id").notNull(),
    scheduledAt: moment("scheduled_at").notNull(),
    source: text("source").notNull(),
    slot: bigint("slot", { mode: "number" }).notNull(),
    fields: json("fields").$type<Record<string, unknown>>(),
    assertions: json("assertions").$type<unknown[]>().notNull(),
    evidence: json("evidence").$type<Record<string, unknown>>(),
  },
  (table) => [primaryKey({ columns: [table.checkId, table.scheduledAt, table.source, table.slot] })],
);

const counts = {
  healthy: integer("healthy").notNull(),
  degraded: integer("degraded").notNull(),
  unhealthy: integer("unhealthy").notNull(),
  inconclusive: integer("inconclusive").notNull(),
};

/** Runs by minute, partitioned by day. Latency buckets are appended, one element for each run: the cheapest merge. */
export const rollupMinutes = pgTable(
  "rollup_minutes",
  {
    checkId: uuid("check_id").notNull(),
    at: moment("at").notNull(),
    source: text("source").notNull(),
    ...counts,
    buckets: smallint("buckets").array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.checkId, table.at, table.source] })],
);

const folded = {
  checkId: uuid("check_id").notNull(),
  at: moment("at").notNull(),
  source: text("source").notNull(),
  ...counts,
  /** `bucketCounts[i]` runs had a latency of bucket `buckets[i]`. */
  buckets: smallint("buckets").array().notNull(),
  bucketCounts: integer("bucket_counts").array().notNull(),
};

export const rollupHours = pgTable("rollup_hours", folded, (table) => [
  primaryKey({ columns: [table.checkId, table.at, table.source] }),
  index("rollup_hours_at").on(table.at),
]);

export const rollupDays = pgTable("rollup_days", folded, (table) => [
  primaryKey({ columns: [table.checkId, table.at, table.source] }),
  index("rollup_days_at").on(table.at),
]);

/** Hours whose minutes changed since they were folded. Whoever reads roll-ups reads these hours from the minutes. */
export const dirtyHours = pgTable("dirty_hours", { hour: moment("hour").primaryKey() });

/** Checks that are gone, and whose runs and roll-ups are still to be deleted. */
export const deletedChecks = pgTable("deleted_checks", { checkId: uuid("check_id").primaryKey() });
