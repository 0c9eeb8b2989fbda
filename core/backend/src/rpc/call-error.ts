import { ORPCError } from "@orpc/client";
import { ValidationError } from "@orpc/contract";
import { databaseProblem } from "./database-error.ts";

export interface FieldError {
  /** Dotted: `config.headers.0.name`; empty for the input as a whole. */
  readonly path: string;
  readonly message: string;
}

export interface HandlerFailure {
  readonly procedure: string;
  readonly requestId: string;
}

/** Told of every error that is a bug of a plugin and not an answer of it. */
export type OnHandlerError = (pluginId: string, error: unknown, failure: HandlerFailure) => void;

interface FailedCall {
  readonly pluginId: string;
  readonly procedure: string;
  /** What the procedure was given. */
  readonly input?: unknown;
  readonly signal?: AbortSignal;
  readonly onHandlerError?: OnHandlerError;
}

/**
 * Turns whatever a procedure threw into what its caller may know: typed and expected errors as they are, wrong input as
 * `BAD_REQUEST` with its fields, anything else as `INTERNAL` with a request id under which the cause is logged.
 */
export function toCallError(error: unknown, call: FailedCall): ORPCError<string, unknown> {
  if (error instanceof ORPCError) {
    if (error.code === "BAD_REQUEST" && error.cause instanceof ValidationError) return inputError(error.cause);
    if (error.code !== "INTERNAL_SERVER_ERROR") return error;
  }
  if (call.signal?.aborted) {
    return new ORPCError("CLIENT_CLOSED_REQUEST", { status: 499, message: "The caller went away.", cause: error });
  }
  const problem = databaseProblem(error, call.input);
  if (problem) return problem;
  const requestId = crypto.randomUUID();
  const cause = error instanceof ORPCError ? (explainOutput(error.cause) ?? error) : error;
  call.onHandlerError?.(call.pluginId, cause, { procedure: call.procedure, requestId });
  return new ORPCError("INTERNAL", {
    status: 500,
    message: `Something went wrong in "${call.pluginId}". The log has the details under request ${requestId}.`,
    data: { requestId },
    cause,
  });
}

function inputError(error: ValidationError): ORPCError<"BAD_REQUEST", { errors: readonly FieldError[] }> {
  const errors = fieldErrors(error);
  const fields = errors.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`));
  return new ORPCError("BAD_REQUEST", {
    status: 400,
    message: `The input is not valid. ${fields.join("; ")}`,
    data: { errors },
  });
}

const fieldErrors = (error: ValidationError): readonly FieldError[] =>
  error.issues.map((issue) => ({
    path: (issue.path ?? []).map((segment) => String(typeof segment === "object" ? segment.key : segment)).join("."),
    message: issue.message,
  }));

function explainOutput(cause: unknown): Error | undefined {
  if (!(cause instanceof ValidationError)) return undefined;
  const fields = fieldErrors(cause).map(({ path, message }) => `${path}: ${message}`);
  return new Error(`answered what its contract does not allow: ${fields.join("; ")}`, { cause });
}
