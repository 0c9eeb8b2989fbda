import type { Clock, Job, Logger, Queue } from "@checkstack/backend-api";
import { slotAt, slotStart, type Run } from "@checkstack/healthcheck-common";
import * as z from "zod";
import type { CheckDefinition } from "./checks/definition.ts";
import type { Definitions } from "./checks/definitions.ts";
import type { Executor, Strategies } from "./execution/executor.ts";
import type { Keepsakes } from "./execution/keepsakes.ts";
import type { Pace } from "./execution/pace.ts";
import { runIdOf, type RunKey } from "./run-id.ts";
import type { FinishedRun } from "./writer/finished-run.ts";
import type { RunWriter } from "./writer/run-writer.ts";

/** What the queue `checks` carries. A job with a higher revision than is remembered makes its process read the check again. */
export const checkJobSchema = z.object({
  checkId: z.string(),
  revision: z.int(),
  /** Somebody has just saved the check and waits for what it finds. */
  awaited: z.boolean().optional(),
});
export type CheckJob = z.infer<typeof checkJobSchema>;

/** Runs under way at once, in one process. */
const MAX_AT_ONCE = 500;

/** Nobody waits for each of more checks than these: they are stored in batches. */
const MOST_AWAITED = 5;

/** Runs checks when they are due, and when somebody asks. */
export interface Engine {
  /** Schedules every enabled check, runs those that missed their slot, the longest overdue first, and begins to consume. */
  start(): Promise<void>;
  /** Schedules checks as they are now, which replaces how they were scheduled before. */
  schedule(checks: readonly CheckDefinition[]): Promise<void>;
  /** Runs checks at once, in their current slot. */
  begin(checks: readonly CheckDefinition[]): Promise<void>;
  unschedule(checkIds: readonly string[]): Promise<void>;
  /** Runs a check outside its grid, and resolves with the run's id when it is stored. */
  runNow(check: CheckDefinition): Promise<string>;
}

export function createEngine(options: {
  definitions: Definitions;
  /** When the last run that counted was due, in milliseconds since the epoch, by check. */
  lastRuns: () => Promise<ReadonlyMap<string, number>>;
  strategies: Strategies;
  executor: Executor;
  keepsakes: Keepsakes;
  writer: RunWriter;
  queue: Queue<CheckJob>;
  pace: Pace;
  clock: Clock;
  logger: Logger;
}): Engine {
  const { definitions, strategies, executor, keepsakes, writer, queue, pace, clock, logger } = options;
  /** Checks that could not run because their strategy was not there, by strategy. */
  const waitingFor = new Map<string, Map<string, CheckDefinition>>();
  let lastManualAt = 0;

  async function consume(job: Job<CheckJob>, stop: AbortSignal): Promise<void> {
    const turn = pace.enter();
    if (turn) await turn;
    stop.throwIfAborted();
    await runDue(job, stop);
  }

  async function runDue({ data, dueAt }: Job<CheckJob>, stop: AbortSignal): Promise<void> {
    const check = await current(data);
    if (!check) return queue.unschedule([data.checkId]);
    writer.add(await run(check, slotKey(check, dueAt), stop), { urgent: data.awaited ?? false });
  }

  /** The check, if it is to run. That it is not is too grave a thing to be said from memory. */
  async function current({ checkId, revision }: CheckJob): Promise<CheckDefinition | undefined> {
    const known = await definitions.find(checkId, { revision });
    const check = known && !known.paused ? known : await definitions.refresh(checkId);
    return check?.paused ? undefined : check;
  }

  async function run(check: CheckDefinition, key: RunKey, stop?: AbortSignal): Promise<FinishedRun> {
    const findings = await executor.execute(check, stop ? { stop } : {});
    const { startedAt, status, latencyMs, timings, code, message } = findings;
    const run: Run = {
      id: runIdOf(key),
      checkId: check.id,
      ...key,
      startedAt,
      status,
      latencyMs,
      timings,
      code,
      message,
    };
    if (code === "STRATEGY_NOT_RUNNING") waitFor(check);
    const details = keepsakes.detailsOf(run, findings);
    return { run, systemId: check.systemId, policy: check.policy, details };
  }

  function waitFor(check: CheckDefinition): void {
    waitingFor.getOrInsertComputed(check.strategy, () => new Map()).set(check.id, check);
  }

  strategies.onChange(({ type, extension }) => {
    if (type !== "added") return;
    const checks = [...(waitingFor.get(extension.metadata.id)?.values() ?? [])];
    waitingFor.delete(extension.metadata.id);
    begin(checks).catch((error: unknown) => {
      logger.warn("checks of a strategy that came back run when they are next due", { reason: String(error) });
    });
  });

  const schedule: Engine["schedule"] = (checks) => {
    definitions.remember(checks);
    return queue.schedule(
      checks
        .filter(({ paused }) => !paused)
        .map(({ id, revision, grid }) => ({
          key: id,
          recurrence: { everyMs: grid.intervalMs, offsetMs: grid.phaseMs },
          data: { checkId: id, revision },
        })),
    );
  };

  const begin: Engine["begin"] = async (checks) => {
    definitions.remember(checks);
    const awaited = checks.length <= MOST_AWAITED;
    await Promise.all(
      checks.map(({ id, revision }) => queue.enqueue({ checkId: id, revision, awaited }, { key: id, attempts: 1 })),
    );
  };

  async function overdue(checks: readonly CheckDefinition[]): Promise<CheckDefinition[]> {
    const lastRuns = await options.lastRuns();
    const now = clock.now();
    const lateness = (check: CheckDefinition): number =>
      slotKey(check, now).scheduledAt.getTime() - (lastRuns.get(check.id) ?? check.activeSince - 1);
    return checks.filter((check) => lateness(check) > 0).toSorted((a, b) => lateness(b) - lateness(a));
  }

  return {
    schedule,
    begin,
    unschedule: (checkIds) => queue.unschedule(checkIds),
    async start() {
      const enabled = (await definitions.load()).filter(({ paused }) => !paused);
      await schedule(enabled);
      queue.consume(consume, { concurrency: MAX_AT_ONCE });
      await begin(await overdue(enabled));
    },
    async runNow(check) {
      // No two runs that somebody asked for have the same place, even within one millisecond.
      lastManualAt = Math.max(lastManualAt + 1, clock.now());
      const key = { scheduledAt: new Date(lastManualAt), slot: lastManualAt, source: "manual" };
      const finished = await run(check, key);
      await writer.store(finished);
      return finished.run.id;
    },
  };
}

/** The slot in which `dueAt` lies. The one in which a check was enabled or changed begins then, and not before. */
function slotKey(check: CheckDefinition, dueAt: number): RunKey {
  const slot = slotAt(check.grid, dueAt);
  return { slot, scheduledAt: new Date(Math.max(slotStart(check.grid, slot), check.activeSince)), source: "here" };
}
