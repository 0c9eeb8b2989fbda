import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Reads a session token out of the value of better-auth's signed cookie: `<token>.<HMAC-SHA-256 in base64>`,
 * percent-encoded. Undefined when the signature is not ours.
 */
export function readSignedToken(cookie: string, secret: string): string | undefined {
  const value = decode(cookie);
  const dot = value.lastIndexOf(".");
  if (dot < 1) return undefined;
  const token = value.slice(0, dot);
  const expected = createHmac("sha256", secret).update(token).digest();
  const given = Buffer.from(value.slice(dot + 1), "base64");
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not ours: we never write a broken escape.
    return "";
  }
}
