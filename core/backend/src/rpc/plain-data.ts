import { ORPCError } from "@orpc/client";

/**
 * Copies what crosses a call, so that caller and callee never share an object, under the rules of the RPC protocol:
 * dates, maps, sets, bigints, URLs and regular expressions stay what they are, fields that are `undefined` disappear, and
 * what is not plain data becomes what JSON makes of it. What cannot be changed (frozen all the way down, blobs, streams)
 * passes as it is.
 */
export function copyPlainData(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return typeof value === "function" ? undefined : value;
  if (isFrozenDeeply(value)) return value;
  if (Array.isArray(value)) return value.map(copyPlainData);
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || prototype === null) return copyRecord(value);
  return copyInstance(value);
}

const frozenDeeply = new WeakSet<object>();

/** Says so of plain records and lists alone: a date can be changed although it is frozen. */
function isFrozenDeeply(value: object): boolean {
  if (!Object.isFrozen(value)) return false;
  if (frozenDeeply.has(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== Array.prototype && prototype !== null) return false;
  const holds = (field: unknown): boolean =>
    typeof field === "object" && field !== null
      ? isFrozenDeeply(field)
      : field !== undefined && typeof field !== "function";
  if (!Object.values(value).every(holds)) return false;
  frozenDeeply.add(value);
  return true;
}

function copyRecord(value: object): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) {
    if (field === undefined || typeof field === "function") continue;
    // Assigning "__proto__" would set the prototype instead of a field.
    if (key === "__proto__") continue;
    copy[key] = copyPlainData(field);
  }
  return copy;
}

function copyInstance(value: object): unknown {
  if (value instanceof Date) return new Date(value);
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [copyPlainData(key), copyPlainData(item)]));
  if (value instanceof Set) return new Set([...value].map(copyPlainData));
  if (value instanceof URL) return new URL(value);
  if (value instanceof RegExp) return new RegExp(value);
  if (value instanceof Blob || value instanceof ReadableStream || Symbol.asyncIterator in value) return value;
  const json = JSON.stringify(value);
  return json === undefined ? undefined : JSON.parse(json);
}

/** The error as a caller elsewhere would get it: no cause, no stack of the callee, data of its own. */
export const copyError = (error: ORPCError<string, unknown>): ORPCError<string, unknown> =>
  new ORPCError(error.code, {
    defined: error.defined,
    status: error.status,
    message: error.message,
    data: copyPlainData(error.data),
  });
