import type { LatencyPoint } from "@checkstack/healthcheck-common";
import type { LatencyChartProps } from "@checkstack/ui";

/** The points as lines. Where much more time passed than between other points, the lines have a gap. */
export function chartOf(points: readonly LatencyPoint[]): Pick<LatencyChartProps, "times" | "series"> {
  const placed = withGaps(points);
  return {
    times: placed.map(({ at }) => at),
    series: [
      { label: "p50", tone: "accent", values: placed.map(({ p50Ms }) => p50Ms) },
      { label: "p95", tone: "degraded", values: placed.map(({ p95Ms }) => p95Ms) },
    ],
  };
}

interface Placed {
  readonly at: number;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
}

function withGaps(points: readonly LatencyPoint[]): Placed[] {
  const placed = points.map(({ at, p50Ms, p95Ms }) => ({ at: at.getTime(), p50Ms, p95Ms }));
  const step = usualStep(placed.map(({ at }) => at));
  return placed.flatMap((point, index) => {
    const before = placed[index - 1];
    const gap = before !== undefined && point.at - before.at > step * GAP_STEPS;
    return gap ? [{ at: before.at + step, p50Ms: null, p95Ms: null }, point] : [point];
  });
}

/** So many usual steps without a point are no measuring. */
const GAP_STEPS = 2.5;

/** The time between two neighbours, as it mostly is. */
function usualStep(times: readonly number[]): number {
  const steps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  return steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0;
}
