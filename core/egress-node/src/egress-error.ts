/**
 * - `DENIED`: the address, the scheme or the redirect is not allowed
 * - `UNREACHABLE`: no such host, no connection, a broken connection, or TLS that cannot be trusted
 * - `TIMEOUT`: not answered in full within the deadline
 * - `TOO_LARGE`: the body is larger than was asked for
 */
export type EgressErrorCode = "DENIED" | "UNREACHABLE" | "TIMEOUT" | "TOO_LARGE";

/** A request that got no answer. Its message says what and why, and holds no credentials. */
export class EgressError extends Error {
  override readonly name = "EgressError";
  readonly code: EgressErrorCode;

  constructor(code: EgressErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
