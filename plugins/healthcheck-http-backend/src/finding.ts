/** What a run ends with when it does not come to a response that may be judged. */
export class Finding extends Error {
  override readonly name = "Finding";
  readonly code: FindingCode;

  /** @param reason One sentence for people. */
  constructor(code: FindingCode, reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.code = code;
  }

  /** It says something about ourselves, not about the target. */
  get inconclusive(): boolean {
    return ABOUT_OURSELVES.has(this.code);
  }
}

export type FindingCode =
  | "ADDRESS_DENIED"
  | "CANCELLED"
  | "CONNECTION_REFUSED"
  | "CONNECTION_RESET"
  | "DNS_FAILED"
  | "DNS_NOT_FOUND"
  | "HOST_UNREACHABLE"
  | "NO_LOCAL_NETWORK"
  | "PROTOCOL_ERROR"
  | "STARVED"
  | "TIMEOUT"
  | "TLS_EXPIRED"
  | "TLS_FAILED"
  | "TLS_NAME_MISMATCH"
  | "TLS_UNTRUSTED"
  | "TOO_MANY_REDIRECTS";

const ABOUT_OURSELVES: ReadonlySet<FindingCode> = new Set(["CANCELLED", "DNS_FAILED", "NO_LOCAL_NETWORK", "STARVED"]);

/** The code of a system or library error, such as `ECONNREFUSED`. */
export const codeOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";

/** Sorts an error of a socket or of the HTTP parser. `to` is the address and port it was about. */
export function findingOf(error: unknown, phase: string, to: string): Finding {
  if (error instanceof Finding) return error;
  const options = { cause: error };
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  if (code === "ECONNREFUSED") return new Finding("CONNECTION_REFUSED", `${to} refused the connection`, options);
  if (code === "EHOSTUNREACH" || code === "EHOSTDOWN") {
    return new Finding("HOST_UNREACHABLE", `no route leads to ${to}`, options);
  }
  if (code === "ETIMEDOUT") return new Finding("TIMEOUT", `${to} did not answer (${phase})`, options);
  if (LOCAL.has(code)) {
    return new Finding("NO_LOCAL_NETWORK", `this machine could not reach out to ${to}: ${message}`, options);
  }
  if (RESET.has(code)) return new Finding("CONNECTION_RESET", `${to} closed the connection (${phase})`, options);
  if (phase === "tls") return new Finding("TLS_FAILED", `TLS with ${to} failed: ${message}`, options);
  return new Finding("PROTOCOL_ERROR", `${to} does not speak HTTP as it should: ${message}`, options);
}

const RESET = new Set(["ECONNRESET", "EPIPE", "ECONNABORTED"]);
/** No network, no address, no port or no file left on our side. */
const LOCAL = new Set([
  "ENETUNREACH",
  "ENETDOWN",
  "EADDRNOTAVAIL",
  "EAFNOSUPPORT",
  "EMFILE",
  "ENFILE",
  "ENOBUFS",
  "ENOMEM",
  "EPERM",
  "EACCES",
]);
