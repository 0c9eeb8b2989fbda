/**
 * Latencies counted in buckets whose width grows with the latency, so that a percentile is off by at most 1 %,
 * whatever was merged with what. A sketch is any list of (bucket, count) pairs: a row each in a roll-up table.
 */
export type Sketch = Iterable<readonly [bucket: number, count: number]>;

/** The largest relative error of `bucketValue` and `quantile`, between `SHORTEST_MS` and `LONGEST_MS`. */
export const SKETCH_ERROR = 0.01;
const SHORTEST_MS = 0.01;
const LONGEST_MS = 600_000;

const GAMMA = (1 + SKETCH_ERROR) / (1 - SKETCH_ERROR);
const LOG_GAMMA = Math.log(GAMMA);

/** The bucket of a latency in milliseconds: an integer from 0 to `LAST_BUCKET`. Latencies out of range count at its ends. */
export const bucketOf = (latencyMs: number): number =>
  latencyMs <= SHORTEST_MS ? 0 : Math.ceil(Math.log(Math.min(latencyMs, LONGEST_MS) / SHORTEST_MS) / LOG_GAMMA);

/** 896: a bucket fits a `smallint`. */
export const LAST_BUCKET = bucketOf(LONGEST_MS);

/** The latency that stands for a bucket, in milliseconds: the one from which both ends of it are equally far. */
export const bucketValue = (bucket: number): number =>
  bucket === 0 ? SHORTEST_MS : (SHORTEST_MS * 2 * GAMMA ** bucket) / (GAMMA + 1);

export function sketchOf(latenciesMs: Iterable<number>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const latency of latenciesMs) add(counts, bucketOf(latency), 1);
  return counts;
}

/** The sketch of everything that was counted in any of `sketches`. */
export function mergeSketches(sketches: Iterable<Sketch>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const sketch of sketches) for (const [bucket, count] of sketch) add(counts, bucket, count);
  return counts;
}

/**
 * The latency in milliseconds that the share `q` (0 to 1) of what was counted does not exceed (nearest rank);
 * `undefined` for an empty sketch.
 */
export function quantile(sketch: Sketch, q: number): number | undefined {
  const pairs = [...mergeSketches([sketch])].toSorted(([a], [b]) => a - b);
  const total = pairs.reduce((sum, [, count]) => sum + count, 0);
  const rank = Math.max(1, Math.ceil(q * total));
  let seen = 0;
  for (const [bucket, count] of pairs) {
    seen += count;
    if (seen >= rank) return bucketValue(bucket);
  }
  return undefined;
}

const add = (counts: Map<number, number>, bucket: number, count: number): void =>
  void counts.set(bucket, (counts.get(bucket) ?? 0) + count);
