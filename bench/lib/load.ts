import { percentile, round } from "./report.ts";

/** Latencies of `count` requests, one after the other, ms. */
export async function latencies(
  request: () => Promise<Response>,
  count: number,
): Promise<{ p50: number; p95: number }> {
  const taken: number[] = [];
  for (let done = 0; done < count; done++) {
    const begun = performance.now();
    const response = await request();
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`answered ${response.status}`);
    taken.push(performance.now() - begun);
  }
  return { p50: round(percentile(taken, 0.5), 2), p95: round(percentile(taken, 0.95), 2) };
}

/** Requests answered in a second, with `concurrency` of them under way. */
export async function throughput(
  request: () => Promise<Response>,
  { seconds = 5, concurrency = 32 } = {},
): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let answered = 0;
  const worker = async (): Promise<void> => {
    while (performance.now() < end) {
      const response = await request();
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`answered ${response.status}`);
      answered++;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return Math.round(answered / seconds);
}
