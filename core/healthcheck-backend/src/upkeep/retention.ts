import type { Clock, ConfigStore, Database } from "@checkstack/backend-api";
import { defineConfig } from "@checkstack/common";
import * as z from "zod";
import { DAY_MS, type Partitions } from "../partitions.ts";

const days = (title: string, description: string, limits: { min: number; max: number; usual: number }) =>
  z
    .number()
    .int("must be whole days")
    .min(limits.min, `must be at least ${limits.min} days`)
    .max(limits.max, `must be at most ${limits.max} days`)
    .default(limits.usual)
    .meta({ title, description });

/** How long history is kept, in days. Runs that are gone live on in the roll-ups. */
export const retentionConfig = defineConfig({
  version: 1,
  schema: z.object({
    runs: days("Runs", "Days for which each run is kept, with its evidence.", { min: 3, max: 400, usual: 30 }),
    hours: days("Hours", "Days for which uptime and latency are kept hour by hour.", { min: 31, max: 800, usual: 100 }),
    days: days("Days", "Days for which uptime and latency are kept day by day.", { min: 91, max: 4000, usual: 800 }),
    transitions: days("Changes", "Days for which changes of status are kept.", { min: 91, max: 4000, usual: 800 }),
  }),
});

/** The key under which it is kept. */
export const RETENTION_KEY = "retention";

/** Longer than a run may be late (`maxAgeMs` of the writer): an hour is never folded again from minutes that are gone. */
const MINUTES_DAYS = 4;
/** Partitions are made so many days ahead, so that none has to be made at midnight. */
const AHEAD_DAYS = 2;

/** Makes the partitions of the coming days, drops those that are over, and deletes what else is too old. */
export async function keepRetention(options: {
  database: Database;
  partitions: Partitions;
  config: ConfigStore;
  clock: Clock;
}): Promise<void> {
  const { database, partitions, clock } = options;
  const now = clock.now();
  const ago = (days: number): number => now - days * DAY_MS;
  const kept = await options.config.read(RETENTION_KEY, retentionConfig);
  await partitions.ensure(Array.from({ length: AHEAD_DAYS + 1 }, (_, day) => now + day * DAY_MS));
  await partitions.dropBefore("runs", ago(kept.runs));
  await partitions.dropBefore("run_details", ago(kept.runs));
  await partitions.dropBefore("rollup_minutes", ago(MINUTES_DAYS));
  await database.query("delete from rollup_hours where at < $1", [new Date(ago(kept.hours))]);
  await database.query("delete from rollup_days where at < $1", [new Date(ago(kept.days))]);
  await database.query("delete from status_intervals where ended_at < $1", [new Date(ago(kept.transitions))]);
  await database.query("delete from schedules where ended_at < $1", [new Date(ago(kept.days))]);
}
