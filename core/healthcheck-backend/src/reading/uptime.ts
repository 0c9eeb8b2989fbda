import type { Clock, Database } from "@checkstack/backend-api";
import { quantile, slotAt, gridOf, type Uptime } from "@checkstack/healthcheck-common";
import { DAY_MS } from "../partitions.ts";
import { readRollups, sketchOfPieces, type Piece, type Tier } from "./rollups.ts";

const HOUR_MS = 3_600_000;

/** A window begins at the full hour or day before it would, since that is how finely it is known. */
const WINDOWS: readonly { window: Uptime["window"]; ms: number; tier: Tier; step: number }[] = [
  { window: "24h", ms: DAY_MS, tier: "hours", step: HOUR_MS },
  { window: "7d", ms: 7 * DAY_MS, tier: "hours", step: HOUR_MS },
  { window: "30d", ms: 30 * DAY_MS, tier: "days", step: DAY_MS },
  { window: "90d", ms: 90 * DAY_MS, tier: "days", step: DAY_MS },
];

/** When a check was enabled, and how often it should have run; open-ended while it is. */
export interface Schedule {
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly intervalMs: number;
}

/** Uptime and coverage over each window, from the roll-ups alone. */
export async function readUptime(
  { database, clock }: { database: Database; clock: Clock },
  checkId: string,
): Promise<Uptime[]> {
  const now = clock.now();
  const schedules = await database.query<Schedule>(
    `select started_at as "startedAt", ended_at as "endedAt", interval_ms as "intervalMs" from schedules
     where check_id = $1 order by started_at`,
    [checkId],
  );
  return Promise.all(
    WINDOWS.map(async ({ window, ms, tier, step }) => {
      const from = Math.floor((now - ms) / step) * step;
      const pieces = await readRollups(database, checkId, { from: new Date(from), tier });
      return { window, ...uptimeOf(pieces, { expected: expectedRuns(checkId, schedules, { from, until: now }) }) };
    }),
  );
}

/**
 * The share of conclusive runs that were not unhealthy, and the share of the expected runs that were conclusive. What
 * nobody measured is neither up nor down.
 */
function uptimeOf(pieces: readonly Piece[], { expected }: { expected: number }): Omit<Uptime, "window"> {
  const sum = (count: (piece: Piece) => number): number => pieces.reduce((total, piece) => total + count(piece), 0);
  const up = sum(({ healthy, degraded }) => healthy + degraded);
  const conclusive = up + sum(({ unhealthy }) => unhealthy);
  const sketch = sketchOfPieces(pieces);
  return {
    uptime: conclusive === 0 ? null : up / conclusive,
    coverage: expected === 0 ? (conclusive > 0 ? 1 : 0) : Math.min(1, conclusive / expected),
    runs: conclusive + sum(({ inconclusive }) => inconclusive),
    p50Ms: quantile(sketch, 0.5) ?? null,
    p95Ms: quantile(sketch, 0.95) ?? null,
  };
}

/**
 * How many runs there should be between `from` and `until`: the slots of every schedule in that time, the one in which
 * it began included. The slot that still lasts is not expected yet.
 */
export function expectedRuns(
  checkId: string,
  schedules: readonly Schedule[],
  { from, until }: { from: number; until: number },
): number {
  return schedules.reduce((total, { startedAt, endedAt, intervalMs }) => {
    const grid = gridOf(checkId, intervalMs);
    const begin = Math.max(startedAt.getTime(), from);
    const end = Math.min(endedAt?.getTime() ?? until, until);
    if (end <= begin) return total;
    const began = startedAt.getTime() >= from ? 1 : 0;
    const lasts = endedAt === null || endedAt.getTime() > until ? 1 : 0;
    return total + Math.max(0, slotAt(grid, end) - slotAt(grid, begin) + began - lasts);
  }, 0);
}
