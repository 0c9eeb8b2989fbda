import type { Clock, ConfigStore, Database, Queue } from "@checkstack/backend-api";
import * as z from "zod";
import type { Partitions } from "../partitions.ts";
import { foldRollups } from "./fold.ts";
import { purgeDeletedChecks } from "./purge.ts";
import { keepRetention } from "./retention.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

export const upkeepJobSchema = z.object({ task: z.enum(["fold", "purge", "retention"]) });
export type UpkeepJob = z.infer<typeof upkeepJobSchema>;

/** Folds roll-ups, deletes what deleted checks left behind, and keeps the retention, again and again. */
export async function startUpkeep(options: {
  queue: Queue<UpkeepJob>;
  database: Database;
  partitions: Partitions;
  config: ConfigStore;
  clock: Clock;
}): Promise<void> {
  const run: Record<UpkeepJob["task"], () => Promise<unknown>> = {
    fold: () => foldRollups(options),
    purge: () => purgeDeletedChecks(options),
    retention: () => keepRetention(options),
  };
  options.queue.consume(async ({ data }) => void (await run[data.task]()));
  await options.queue.schedule([
    { key: "fold", recurrence: { everyMs: MINUTE_MS }, data: { task: "fold" } },
    { key: "purge", recurrence: { everyMs: MINUTE_MS }, data: { task: "purge" } },
    { key: "retention", recurrence: { everyMs: HOUR_MS }, data: { task: "retention" } },
  ]);
}
