/**
 * The first `limit` bytes of a text, as it can be stored and shown anywhere: PostgreSQL's jsonb takes neither NUL nor
 * half a surrogate pair.
 */
export function plainText(text: string, limit: number): string {
  const whole = text.slice(0, limit).replaceAll("\0", "\uFFFD").toWellFormed();
  if (Buffer.byteLength(whole) <= limit) return whole;
  return Buffer.from(whole)
    .subarray(0, limit)
    .toString()
    .replace(/\uFFFD$/, "");
}
