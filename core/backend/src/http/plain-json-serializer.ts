import { StandardOpenAPIJsonSerializer } from "@orpc/openapi-client/standard";

/**
 * Leaves alone what `JSON.stringify` writes as oRPC's own serializer would: nearly every answer. The copy that it would
 * make of each object costs more than the writing itself.
 */
export class PlainJsonSerializer extends StandardOpenAPIJsonSerializer {
  override serialize(data: unknown, hasBlobRef?: { value: boolean }): [json: unknown, hasBlob: boolean] {
    return isPlain(data) ? [data, hasBlobRef?.value ?? false] : super.serialize(data, hasBlobRef);
  }
}

/** Texts, numbers, booleans, null, undefined, dates, and lists and records of them. */
function isPlain(data: unknown): boolean {
  if (typeof data !== "object" || data === null) return typeof data !== "bigint" && typeof data !== "function";
  if (Array.isArray(data)) return data.every(isPlain);
  if (data instanceof Date) return true;
  const prototype: unknown = Object.getPrototypeOf(data);
  if (prototype !== Object.prototype && prototype !== null) return false;
  for (const key in data) if (!isPlain(Reflect.get(data, key))) return false;
  return true;
}
