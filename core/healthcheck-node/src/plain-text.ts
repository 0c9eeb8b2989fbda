/**
 * The first `limit` bytes of a text, as it can be stored and shown anywhere: PostgreSQL's jsonb takes neither NUL nor
 * half a surrogate pair.
 */
export function plainText(text: string, limit: number): string {
  const start = text.length > limit ? text.slice(0, limit) : text;
  const whole = (start.includes("\0") ? start.replaceAll("\0", "\uFFFD") : start).toWellFormed();
  // A UTF-16 unit becomes three bytes at most: short texts, most of all, need not be measured.
  if (whole.length * 3 <= limit || Buffer.byteLength(whole) <= limit) return whole;
  return Buffer.from(whole)
    .subarray(0, limit)
    .toString()
    .replace(/\uFFFD$/, "");
}
