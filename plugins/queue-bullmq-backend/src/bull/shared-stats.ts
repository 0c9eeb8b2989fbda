import type { Clock, QueueStats } from "@checkstack/backend-api";
import type { GridStore } from "../grid/grid-store.ts";
import type { BullQueue } from "./bull-connection.ts";

/** The figures of one queue over all processes. */
export async function sharedStats(options: {
  name: string;
  queue: BullQueue;
  gridStore: GridStore;
  clock: Clock;
}): Promise<QueueStats> {
  const { name, queue, gridStore, clock } = options;
  const [counts, oldest, figures, recurring, failures] = await Promise.all([
    queue.getJobCounts("waiting", "prioritized", "active", "delayed", "failed"),
    queue.getJobs(["waiting"], 0, 0, true),
    gridStore.figures(name),
    gridStore.count(name),
    gridStore.countFailures(name),
  ]);
  const sum = (pick: (of: (typeof figures)[number]) => number): number =>
    figures.reduce((total, of) => total + pick(of), 0);
  const now = clock.now();
  const since = [
    ...oldest.map((job) => job.timestamp + job.delay),
    ...figures.flatMap(({ oldestDueAt }) => oldestDueAt ?? []),
  ];
  return {
    waiting: (counts["waiting"] ?? 0) + (counts["prioritized"] ?? 0) + sum(({ waiting }) => waiting),
    active: (counts["active"] ?? 0) + sum(({ active }) => active),
    delayed: counts["delayed"] ?? 0,
    failed: (counts["failed"] ?? 0) + failures,
    recurring,
    skipped: sum(({ skipped }) => skipped),
    lagMs: Math.max(0, ...since.map((at) => now - at)),
  };
}
