import type { Clock } from "@checkstack/backend-api";
import type { StrategyResult } from "@checkstack/healthcheck-common";
import type * as z from "zod";
import { httpConfig } from "../config.ts";
import { execute } from "../execute.ts";
import { planOf } from "../plan.ts";
import type { Lookup } from "../resolve.ts";

export const clock = { now: () => Date.now(), monotonic: () => performance.now() };

/** Runs one HTTP check with a configuration as people write it. */
export async function run(
  config: z.input<typeof httpConfig.schema>,
  { lookup, ...options }: { signal?: AbortSignal; clock?: Clock; lookup?: Lookup } = {},
): Promise<StrategyResult> {
  const parsed = httpConfig.schema.parse(config);
  return execute(planOf(parsed, clock.now, lookup), { clock, timeoutMs: parsed.timeoutMs, ...options });
}
