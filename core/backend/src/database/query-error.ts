import { DatabaseTimeoutError } from "@checkstack/backend-api";

const HEAD_LENGTH = 120;
/** `query_canceled`: the server's own statement timeout. */
const QUERY_CANCELED = "57014";

/** A statement that PostgreSQL refused. `cause` is the driver's error with its SQLSTATE. */
class DatabaseQueryError extends Error {
  override readonly name = "DatabaseQueryError";
}

/** There was no connection, or it was lost with the statement. `cause` is the driver's error. */
export class DatabaseUnavailableError extends Error {
  override readonly name = "DatabaseUnavailableError";
}

/** PostgreSQL appendix A: 08 is a lost connection, 57P the server going down or coming up, 53300 too many connections. */
const UNAVAILABLE_STATE = /^(08...|57P0.|53300)$/;
/** Errors of the socket, and the driver's own words for a connection that is gone. */
const LOST_CONNECTION = /^E[A-Z]+$/;
const LOST_WORDS = /Connection terminated|connection error and is not queryable|Client was closed/;

/** Says which schema and which statement an error of the driver belongs to. Never shows parameters: they may be secret. */
export function describeQueryError(cause: unknown, context: { schemaName: string; sql: string }): Error {
  if (cause instanceof DatabaseTimeoutError) return cause;
  const code = codeOf(cause);
  const where = `schema "${context.schemaName}": ${messageOf(cause)}${code ? ` (${code})` : ""} in: ${headOf(context.sql)}`;
  if (code === QUERY_CANCELED) return new DatabaseTimeoutError(where, { cause });
  return isUnavailable(cause, code)
    ? new DatabaseUnavailableError(where, { cause })
    : new DatabaseQueryError(where, { cause });
}

const isUnavailable = (cause: unknown, code: string | undefined): boolean =>
  code === undefined ? LOST_WORDS.test(messageOf(cause)) : UNAVAILABLE_STATE.test(code) || LOST_CONNECTION.test(code);

/**
 * A table that changed under a prepared statement, after a migration. The statement did not run; without its name, or on
 * another connection, it will.
 */
export const isStalePlan = (error: unknown): boolean =>
  error instanceof Error && error.message.includes("cached plan must not change result type");

export const headOf = (sql: string): string => {
  const line = sql.replaceAll(/\s+/g, " ").trim();
  return line.length > HEAD_LENGTH ? `${line.slice(0, HEAD_LENGTH)}...` : line;
};

export const messageOf = (error: unknown): string =>
  error instanceof AggregateError && error.message === ""
    ? error.errors.map(messageOf).join("; ")
    : error instanceof Error
      ? error.message
      : String(error);

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
