/** The fixed grid on which a check runs: `phaseMs` past each multiple of `intervalMs` since the epoch. */
export interface Grid {
  readonly intervalMs: number;
  readonly phaseMs: number;
}

/**
 * Waking up costs more than a run, so that checks of long intervals are due at moments that they share. Longer, and the
 * runs of a moment would be in each other's way, which their latencies would show.
 */
const MOMENT_MS = 100;
/** Checks of shorter intervals are due so often that a process is awake anyway: they are spread as finely as can be. */
const LONG_INTERVAL_MS = 30_000;

/** The grid of a check. Its phase comes from its id alone, so that checks of one interval are spread evenly over it. */
export const gridOf = (checkId: string, intervalMs: number): Grid => ({
  intervalMs,
  phaseMs: phaseOf(checkId, intervalMs),
});

/** Milliseconds, at least 0 and below `intervalMs`; the same in every process and every version. */
export function phaseOf(checkId: string, intervalMs: number): number {
  const phase = hash(checkId) % intervalMs;
  return intervalMs < LONG_INTERVAL_MS ? phase : phase - (phase % MOMENT_MS);
}

/** The slot in which the moment `at` (milliseconds since the epoch) lies. */
export const slotAt = ({ intervalMs, phaseMs }: Grid, at: number): number => Math.floor((at - phaseMs) / intervalMs);

/** When a slot begins, in milliseconds since the epoch: the moment its run is due. */
export const slotStart = ({ intervalMs, phaseMs }: Grid, slot: number): number => slot * intervalMs + phaseMs;

/** FNV-1a, then the finaliser of MurmurHash3: without it, ids that differ in the last character would be neighbours. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
