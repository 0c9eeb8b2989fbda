import type { FieldDescriptor, FieldValues } from "@checkstack/healthcheck-common";
import type { Seen } from "./attempt.ts";
import type { Body } from "./body.ts";
import type { ResponseHead } from "./exchange.ts";
import type { Stopwatch } from "./stopwatch.ts";

/** What assertions may look at, in the order in which the editor offers it. */
export const httpFields: readonly FieldDescriptor[] = [
  { id: "statusCode", label: "status code", type: "number" },
  { id: "latencyMs", label: "latency", type: "number", unit: "ms" },
  { id: "body", label: "body", type: "text" },
  { id: "json", label: "JSON body", type: "json" },
  { id: "headers", label: "headers", type: "headers" },
  { id: "certificateDaysLeft", label: "certificate days left", type: "number", unit: "days" },
  { id: "certificateExpiresAt", label: "certificate expiry", type: "date" },
  { id: "finalUrl", label: "final URL", type: "text" },
  { id: "redirects", label: "number of redirects", type: "number" },
  { id: "ipAddress", label: "IP address", type: "text" },
  { id: "bodyBytes", label: "body size", type: "number", unit: "bytes" },
  { id: "bodyTruncated", label: "body cut at its limit", type: "boolean" },
  { id: "dnsMs", label: "name look-up", type: "number", unit: "ms" },
  { id: "connectMs", label: "connecting", type: "number", unit: "ms" },
  { id: "tlsMs", label: "TLS handshake", type: "number", unit: "ms" },
  { id: "firstByteMs", label: "time to first byte", type: "number", unit: "ms" },
  { id: "transferMs", label: "transfer", type: "number", unit: "ms" },
];

/** A JSON text longer than this stays a text: parsing it would hold up other checks. */
const MAX_JSON_BYTES = 500_000;

export function fieldsOf(
  { head, body, text }: { head: ResponseHead; body: Body; text: string },
  { seen, latencyMs, timings }: { seen: Seen; latencyMs: number; timings: Stopwatch["timings"] },
): FieldValues {
  const fields: FieldValues = {
    statusCode: head.statusCode,
    latencyMs,
    body: text,
    headers: head.headers,
    finalUrl: seen.request.slice(seen.request.indexOf(" ") + 1),
    redirects: seen.redirects.length,
    ipAddress: seen.address,
    bodyBytes: body.bytes.length,
    bodyTruncated: body.truncated,
  };
  const json = isJson(head) && !body.truncated && body.bytes.length <= MAX_JSON_BYTES ? parseJson(text) : undefined;
  if (json !== undefined) fields["json"] = json;
  if (seen.certificate) {
    fields["certificateDaysLeft"] = seen.certificate.daysLeft;
    fields["certificateExpiresAt"] = seen.certificate.validTo;
  }
  for (const [phase, ms] of Object.entries(timings)) fields[`${phase}Ms`] = ms;
  return fields;
}

/** The body as text, in the character set that the response names; without NUL, which PostgreSQL does not take. */
export function textOf({ headers }: ResponseHead, { bytes }: Body): string {
  if (bytes.length === 0) return "";
  const charset = /charset="?([\w.:-]+)/i.exec(headers["content-type"] ?? "")?.[1];
  const text = (decoderFor(charset) ?? UTF_8).decode(bytes);
  return text.includes("\0") ? text.replaceAll("\0", "\uFFFD") : text;
}

const UTF_8 = new TextDecoder();

function decoderFor(charset: string | undefined): { decode(bytes: Uint8Array): string } | undefined {
  if (charset === undefined || /^utf-?8$/i.test(charset)) return undefined;
  // Node's own names cover what servers still use beside UTF-8; anything else reads as UTF-8.
  if (/^(iso-8859-1|latin1|windows-1252|us-ascii)$/i.test(charset)) return new TextDecoder("windows-1252");
  return /^utf-?16(le)?$/i.test(charset) ? new TextDecoder("utf-16le") : undefined;
}

const isJson = ({ headers }: ResponseHead): boolean =>
  /^[\w.-]+\/(?:[\w.-]+\+)?json\b/i.test(headers["content-type"] ?? "");

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
