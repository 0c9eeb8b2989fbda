/** Where a date lies within a payload: `["runs", 0, "startedAt"]`. */
export type DatePath = readonly (string | number)[];

/**
 * Where the dates of a payload are, which JSON makes texts: whoever reads it makes dates of them again. What lies deeper than
 * ten levels is not looked at; payloads come from plugins.
 */
export function datePaths(value: unknown, at: DatePath = []): DatePath[] {
  if (value instanceof Date) return [at];
  if (at.length === DEEPEST) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => datePaths(item, [...at, index]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => datePaths(item, [...at, key]));
}

const DEEPEST = 10;
