/** For every answer that is not a page: nothing in it may run, and no page may frame it. */
const API_POLICY = "default-src 'none'; frame-ancestors 'none'";

const FIXED: readonly (readonly [string, string])[] = [
  ["x-content-type-options", "nosniff"],
  ["referrer-policy", "same-origin"],
  ["cross-origin-opener-policy", "same-origin"],
  ["x-frame-options", "DENY"],
];

/** Adds the headers that every answer carries, errors too; what a handler has set itself stays. */
export function withSecurityHeaders(response: Response): Response {
  const { headers } = response;
  for (const [name, value] of FIXED) if (!headers.has(name)) headers.set(name, value);
  if (!headers.has("content-security-policy")) headers.set("content-security-policy", API_POLICY);
  return response;
}

/**
 * For the platform's own pages. Scripts need the nonce of this answer or come from this host. Styles may be inline,
 * because component libraries position with them; they cannot run code.
 */
export const pagePolicy = (nonce: string): string =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");

export const createNonce = (): string => Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString("base64");
