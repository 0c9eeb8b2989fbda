import { DatabaseTimeoutError } from "@checkstack/backend-api";

const HEAD_LENGTH = 120;
/** `query_canceled`: the server's own statement timeout. */
const QUERY_CANCELED = "57014";

/** A statement that PostgreSQL refused or that was lost with its connection. `cause` is the driver's error with its SQLSTATE. */
export class DatabaseQueryError extends Error {
  override readonly name = "DatabaseQueryError";
}

/** Says which schema and which statement an error of the driver belongs to. Never shows parameters: they may be secret. */
export function describeQueryError(cause: unknown, context: { schemaName: string; sql: string }): Error {
  if (cause instanceof DatabaseTimeoutError) return cause;
  const code = codeOf(cause);
  const where = `schema "${context.schemaName}": ${messageOf(cause)}${code ? ` (${code})` : ""} in: ${headOf(context.sql)}`;
  return code === QUERY_CANCELED
    ? new DatabaseTimeoutError(where, { cause })
    : new DatabaseQueryError(where, { cause });
}

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
