const MOMENT = /^now(?:\s*([+-])\s*(\d{1,6})\s*([mhd]))?$/;
const UNIT_MS: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
/** ISO 8601, a date or a date with a time: what other texts mean to `Date.parse` differs between machines. */
const ISO = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
/** The date of HTTP (RFC 9110 section 5.6.7), as `Expires` and `Last-Modified` carry it. */
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Milliseconds of `2026-05-01`, `2026-05-01T12:00:00Z`, `now`, `now+14d` or `now-90m`; `undefined` for anything else. */
export function parseMoment(text: string, now: number): number | undefined {
  const relative = MOMENT.exec(text.trim());
  if (!relative) return parseDate(text);
  const [, sign, amount, unit = "m"] = relative;
  if (sign === undefined) return now;
  return now + (sign === "-" ? -1 : 1) * Number(amount) * (UNIT_MS[unit] ?? 0);
}

/** Milliseconds of a date as targets send it: ISO 8601 or the date of HTTP. */
export function parseDate(text: string): number | undefined {
  const trimmed = text.trim();
  if (!ISO.test(trimmed) && !HTTP_DATE.test(trimmed)) return undefined;
  const at = Date.parse(trimmed);
  return Number.isNaN(at) ? undefined : at;
}
