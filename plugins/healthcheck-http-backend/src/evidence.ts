import { plainText } from "@checkstack/healthcheck-node";
import type { Seen } from "./attempt.ts";
import { codeOf } from "./finding.ts";

const MAX_BODY_BYTES = 4096;
const MAX_HEADERS_BYTES = 4096;
const MAX_VALUE_BYTES = 500;
const MAX_CAUSES = 5;

/** What shows people what happened: bounded plain data, without what was secret in the request. */
export const evidenceOf = (
  seen: Seen,
  { text, error }: { text?: string; error?: unknown },
): Record<string, unknown> => ({
  request: plainText(seen.request, 2000),
  ...(seen.addresses.length > 0 && { addresses: seen.addresses }),
  ...(seen.address !== undefined && { address: seen.address }),
  ...(seen.redirects.length > 0 && { redirects: seen.redirects.map((url) => plainText(url, MAX_VALUE_BYTES)) }),
  ...(seen.tls && { tls: seen.tls }),
  ...(seen.certificate && { certificate: seen.certificate }),
  ...(seen.head && {
    response: {
      statusLine: plainText(`HTTP/${seen.head.httpVersion} ${seen.head.statusCode} ${seen.head.statusMessage}`, 200),
      headers: boundedHeaders(seen.head.headers),
    },
  }),
  ...(text !== undefined && { body: plainText(text, MAX_BODY_BYTES) }),
  ...(error !== undefined && { errors: chainOf(error) }),
});

/** Cookies are the sessions of whoever gets them: their names will do. */
function boundedHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const kept: Record<string, string> = {};
  let size = 0;
  for (const [name, value] of Object.entries(headers)) {
    const shown = name === "set-cookie" ? value.replaceAll(/=[^;,]*/g, "=…") : value;
    kept[plainText(name, 200)] = plainText(shown, MAX_VALUE_BYTES);
    size += name.length + Math.min(shown.length, MAX_VALUE_BYTES);
    if (size > MAX_HEADERS_BYTES) break;
  }
  return kept;
}

/** The error and its causes, from what people read to what the system said. */
function chainOf(error: unknown): { code: string; message: string }[] {
  const chain: { code: string; message: string }[] = [];
  for (let at = error; at instanceof Error && chain.length < MAX_CAUSES; at = at.cause) {
    chain.push({ code: codeOf(at), message: plainText(at.message, MAX_VALUE_BYTES) });
  }
  return chain;
}
