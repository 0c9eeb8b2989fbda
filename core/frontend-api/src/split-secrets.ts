import { SECRET_UNCHANGED } from "@checkstack/common";

/** A configuration for a form: secrets that the server keeps are left out of it and named by their dotted paths. */
export function splitSecrets(config: Readonly<Record<string, unknown>>): {
  value: Record<string, unknown>;
  stored: string[];
} {
  const stored: string[] = [];
  const strip = (record: Readonly<Record<string, unknown>>, prefix: string): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(record).flatMap(([key, value]) => {
        const path = `${prefix}${key}`;
        if (value !== SECRET_UNCHANGED) return [[key, stripAny(value, `${path}.`)]];
        stored.push(path);
        return [];
      }),
    );
  const stripAny = (value: unknown, prefix: string): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => stripAny(item, `${prefix}${index}.`));
    return isRecord(value) ? strip(value, prefix) : value;
  };
  return { value: strip(config, ""), stored };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
