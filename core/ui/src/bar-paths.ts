import type { Status } from "./status.ts";

/** Where a bar stands in a drawing of `BAR_WIDTH + BAR_GAP` times the number of places, and 100 high. */
export const BAR_WIDTH = 8;
export const BAR_GAP = 2;

/** One path for each status that occurs: many bars are then few elements. `place` 0 is the leftmost. */
export function barPaths(bars: readonly { status: Status; place: number }[]): Map<Status, string> {
  const paths = new Map<Status, string>();
  for (const { status, place } of bars) paths.set(status, (paths.get(status) ?? "") + barPath(status, place));
  return paths;
}

/** The worse, the taller: colour is not needed to see what stands out. */
export function barPath(status: Status, place: number): string {
  const height = HEIGHTS[status];
  const left = place * (BAR_WIDTH + BAR_GAP) + BAR_GAP / 2;
  return `M${left} ${100 - height}h${BAR_WIDTH}v${height}h-${BAR_WIDTH}z`;
}

const HEIGHTS: Readonly<Record<Status, number>> = {
  unhealthy: 100,
  degraded: 82,
  healthy: 62,
  maintenance: 50,
  inconclusive: 40,
  paused: 25,
  unknown: 25,
};
