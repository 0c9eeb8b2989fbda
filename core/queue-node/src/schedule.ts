import type { Recurrence } from "@checkstack/backend-api";
import { Cron, type CronOptions } from "croner";

/** The due times of a recurring job, ms since the epoch. */
export interface Schedule {
  /** The first due time after `at`; undefined when there is none any more. */
  next(at: number): number | undefined;
  /** The last due time that is not after `at`; undefined when there was none yet. */
  latest(at: number): number | undefined;
}

/** Makes the due times of a recurrence. Throws for a grid or a calendar rule that is none. */
export const createSchedule = (recurrence: Recurrence): Schedule =>
  "cron" in recurrence ? calendar(recurrence) : grid(recurrence);

function grid({ everyMs, offsetMs = 0 }: { everyMs: number; offsetMs?: number }): Schedule {
  if (!(everyMs >= 1) || !Number.isFinite(everyMs) || !Number.isFinite(offsetMs)) {
    throw new RangeError(
      `a job cannot recur every ${everyMs} ms from offset ${offsetMs}; give whole milliseconds from 1 on`,
    );
  }
  const latest = (at: number) => Math.floor((at - offsetMs) / everyMs) * everyMs + offsetMs;
  return { latest, next: (at) => latest(at) + everyMs };
}

function calendar({ cron, timeZone }: { cron: string; timeZone?: string }): Schedule {
  // "no-wildcard": a rule for a time of day fires once on the days on which the clocks change.
  const rule = parse(cron, { timezone: timeZone ?? "UTC", fixedTimeRule: "no-wildcard", paused: true });
  return {
    next: (at) => rule.nextRun(new Date(at))?.getTime(),
    latest: (at) => rule.previousRuns(1, new Date(at + 1))[0]?.getTime(),
  };
}

function parse(cron: string, options: CronOptions): Cron {
  try {
    const rule = new Cron(cron, options);
    // A time zone is looked at only when a time is computed.
    rule.nextRun();
    return rule;
  } catch (cause) {
    throw new RangeError(`"${cron}" is not a calendar rule for a recurring job; write one such as "30 2 * * *"`, {
      cause,
    });
  }
}
