import { StandardOpenAPIJsonSerializer } from "@orpc/openapi-client/standard";

/**
 * Writes dates as texts and leaves everything else as it is, where `JSON.stringify` then writes what oRPC's own serializer
 * would: nearly every answer. Copying each object costs more than writing it, and so does a date that is left to
 * `JSON.stringify`, which is several times as fast where all is plain.
 */
export class PlainJsonSerializer extends StandardOpenAPIJsonSerializer {
  override serialize(data: unknown, hasBlobRef?: { value: boolean }): [json: unknown, hasBlob: boolean] {
    const plain = withoutDates(data);
    return plain === EXOTIC ? super.serialize(data, hasBlobRef) : [plain, hasBlobRef?.value ?? false];
  }
}

/** Something other than texts, numbers, booleans, null, undefined, dates, and lists and records of them. */
const EXOTIC = Symbol("exotic");

/** The same data, copied only where there are dates. */
function withoutDates(data: unknown): unknown {
  if (typeof data !== "object" || data === null) return isExotic(data) ? EXOTIC : data;
  if (data instanceof Date) return Number.isNaN(data.getTime()) ? null : data.toISOString();
  if (Array.isArray(data)) return listWithoutDates(data);
  return isRecord(data) ? recordWithoutDates(data) : EXOTIC;
}

const isExotic = (value: unknown): boolean => typeof value === "bigint" || typeof value === "function";

function isRecord(data: object): data is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(data);
  return prototype === Object.prototype || prototype === null;
}

// Plain loops: these run for every value of every answer.

function listWithoutDates(list: readonly unknown[]): unknown {
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const item = list[index];
    if (typeof item === "string" || typeof item === "number") continue;
    const plain = withoutDates(item);
    if (plain === EXOTIC) return EXOTIC;
    if (plain !== item) (copy ??= [...list])[index] = plain;
  }
  return copy ?? list;
}

function recordWithoutDates(record: Record<string, unknown>): unknown {
  let copy: Record<string, unknown> | undefined;
  for (const key in record) {
    const value = record[key];
    if (typeof value === "string" || typeof value === "number") continue;
    const plain = withoutDates(value);
    if (plain === EXOTIC) return EXOTIC;
    if (plain !== value) (copy ??= { ...record })[key] = plain;
  }
  return copy ?? record;
}
