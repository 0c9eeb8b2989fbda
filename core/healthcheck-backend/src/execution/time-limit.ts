/** A strategy has this long to come back by itself after its own time limit. */
export const GRACE_MS = 250;
const SHARE_OF_INTERVAL = 0.9;

/**
 * How long a run may take: what its strategy says, but never into the next slot. A check of 5 seconds whose strategy
 * allows 10 by default is cut off after 4.5.
 */
export const timeLimitOf = (timeoutMs: number, intervalMs: number): number =>
  Math.min(timeoutMs, Math.floor(intervalMs * SHARE_OF_INTERVAL));

/**
 * Says whether somebody chose a time limit that does not fit the interval. The default of the strategy, recognised by the
 * schema of its `timeoutMs` field, is nobody's choice: it is clamped by `timeLimitOf`.
 */
export function isTimeoutTooLong(options: {
  timeoutMs: number;
  intervalMs: number;
  config: Record<string, unknown>;
  configSchema: Record<string, unknown>;
}): boolean {
  if (options.timeoutMs < options.intervalMs) return false;
  const chosen = options.config["timeoutMs"];
  return chosen !== undefined && chosen !== defaultOf(options.configSchema, "timeoutMs");
}

function defaultOf(schema: Record<string, unknown>, property: string): unknown {
  const { properties } = schema;
  const field: unknown = isObject(properties) ? Reflect.get(properties, property) : undefined;
  return isObject(field) && "default" in field ? field.default : undefined;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
