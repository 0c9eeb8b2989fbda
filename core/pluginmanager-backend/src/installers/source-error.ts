import { EgressError } from "@checkstack/egress-node";

export type SourceErrorCode = "NOT_IN_SOURCE" | "SOURCE_FAILED" | "SOURCE_UNKNOWN";

/** A source did not give what it was asked for. The message is one sentence for people; `source` names it. */
export class SourceError extends Error {
  override readonly name = "SourceError";
  readonly code: SourceErrorCode;
  readonly source: string;

  constructor(code: SourceErrorCode, source: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.source = source;
  }
}

/** Turns a request that got no answer into one sentence of the source. */
export async function asking<T>(source: string, request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (cause) {
    if (!(cause instanceof EgressError)) throw cause;
    throw new SourceError("SOURCE_FAILED", source, `${source} gave nothing: ${cause.message}.`, { cause });
  }
}
