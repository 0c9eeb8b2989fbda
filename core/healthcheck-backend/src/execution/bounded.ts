import { plainText } from "@checkstack/healthcheck-node";

const MAX_DEPTH = 8;
const MAX_KEY = 200;

/**
 * A copy of `record` that takes at most about `maxBytes` as JSON and that PostgreSQL can store. Long texts are cut, and
 * what no longer fits is left out; the order decides what stays.
 */
export function bounded(record: Record<string, unknown>, maxBytes: number): Record<string, unknown> {
  let left = maxBytes;

  function spend(bytes: number): boolean {
    left -= bytes;
    return left >= 0;
  }

  function copy(value: unknown, depth: number): unknown {
    if (typeof value === "string") return copyText(value);
    if (typeof value === "number" || typeof value === "boolean" || value === null) return spend(8) ? value : undefined;
    if (typeof value !== "object" || depth > MAX_DEPTH) return undefined;
    if (Array.isArray(value)) return copyList(value, depth);
    return copyRecord(value, depth);
  }

  function copyText(text: string): string | undefined {
    // A cut text leaves room for what comes after it.
    const cut = plainText(text, Math.max(0, Math.min(text.length * 3, Math.floor(left * 0.75))));
    if (!spend(Buffer.byteLength(cut) + 3)) return undefined;
    return cut.length < text.length ? `${cut}…` : cut;
  }

  function copyList(list: readonly unknown[], depth: number): unknown[] {
    const items: unknown[] = [];
    for (const item of list) {
      if (left <= 0) break;
      const copied = copy(item, depth + 1);
      if (copied !== undefined) items.push(copied);
    }
    return items;
  }

  function copyRecord(fields: object, depth: number): Record<string, unknown> {
    const copied: [string, unknown][] = [];
    for (const [key, field] of Object.entries(fields)) {
      if (!spend(Math.min(key.length, MAX_KEY) + 4)) break;
      const value = copy(field, depth + 1);
      if (value !== undefined) copied.push([plainText(key, MAX_KEY), value]);
    }
    return Object.fromEntries(copied);
  }

  return copyRecord(record, 0);
}
