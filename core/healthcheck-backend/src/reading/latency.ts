import type { Clock, Database } from "@checkstack/backend-api";
import { quantile, type LatencyPoint } from "@checkstack/healthcheck-common";
import { DAY_MS } from "../partitions.ts";
import { readRollups, sketchOfPieces, type Piece, type Tier } from "./rollups.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

export type LatencyWindow = "1h" | "24h" | "7d" | "30d" | "90d";

/** Steps that give 60 to 170 points, each a whole number of what the tier knows. */
const WINDOWS: Record<LatencyWindow, { ms: number; tier: Tier; stepMs: number }> = {
  "1h": { ms: HOUR_MS, tier: "minutes", stepMs: MINUTE_MS },
  "24h": { ms: DAY_MS, tier: "minutes", stepMs: 10 * MINUTE_MS },
  "7d": { ms: 7 * DAY_MS, tier: "hours", stepMs: HOUR_MS },
  "30d": { ms: 30 * DAY_MS, tier: "hours", stepMs: 6 * HOUR_MS },
  "90d": { ms: 90 * DAY_MS, tier: "days", stepMs: DAY_MS },
};

/** Latency over time, oldest first, from the roll-ups alone. A time without runs has no point: nothing is known of it. */
export async function readLatency(
  { database, clock }: { database: Database; clock: Clock },
  checkId: string,
  window: LatencyWindow,
): Promise<LatencyPoint[]> {
  const { ms, tier, stepMs } = WINDOWS[window];
  const from = new Date(Math.floor((clock.now() - ms) / stepMs) * stepMs);
  return pointsOf(await readRollups(database, checkId, { from, tier }), stepMs);
}

/** Merges pieces, oldest first, into one point for each step that has any. */
function pointsOf(pieces: readonly Piece[], stepMs: number): LatencyPoint[] {
  const steps = Map.groupBy(pieces, ({ at }) => Math.floor(at.getTime() / stepMs) * stepMs);
  return [...steps].map(([at, members]) => {
    const sketch = sketchOfPieces(members);
    return {
      at: new Date(at),
      runs: members.reduce(
        (sum, piece) => sum + piece.healthy + piece.degraded + piece.unhealthy + piece.inconclusive,
        0,
      ),
      unhealthy: members.reduce((sum, piece) => sum + piece.unhealthy, 0),
      p50Ms: quantile(sketch, 0.5) ?? null,
      p95Ms: quantile(sketch, 0.95) ?? null,
    };
  });
}
