/** The payload of a signal with its dates as dates again; the server tells where they are, as JSON has none. */
export function withDates(payload: unknown, paths: unknown): unknown {
  if (!Array.isArray(paths)) return payload;
  return paths.reduce(
    (value: unknown, path: unknown) => (Array.isArray(path) ? withDate(value, path) : value),
    payload,
  );
}

function withDate(value: unknown, [key, ...rest]: readonly unknown[]): unknown {
  if (key === undefined) return typeof value === "string" ? new Date(value) : value;
  if (Array.isArray(value)) return value.map((item: unknown, index) => (index === key ? withDate(item, rest) : item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, name === key ? withDate(item, rest) : item]),
  );
}
