import { DatabaseTimeoutError, sqlStateOf } from "@checkstack/backend-api";
import { ORPCError } from "@orpc/client";
// Alone: a process without a database reads this, and the driver takes time and memory.
import { DatabaseUnavailableError } from "../database/query-error.ts";
import type { FieldError } from "./call-error.ts";

/** What an error of the database means to the caller whose input led to it; undefined where it is the plugin's own bug. */
export function databaseProblem(error: unknown, input?: unknown): ORPCError<string, unknown> | undefined {
  if (isUnavailable(error)) {
    return new ORPCError("DATABASE_UNAVAILABLE", {
      status: 503,
      message: "The database does not answer; try again in a second.",
      cause: error,
    });
  }
  const fields = UNSTORABLE_TEXT.has(sqlStateOf(error) ?? "") ? unstorableTexts(input, []) : [];
  if (fields.length === 0) return undefined;
  const message = fields.map(({ path, message: why }) => (path === "" ? why : `${path}: ${why}`)).join("; ");
  return new ORPCError("BAD_REQUEST", {
    status: 400,
    message: `The input is not valid. ${message}`,
    data: { errors: fields },
    cause: error,
  });
}

/** PostgreSQL appendix A: a NUL in text, a NUL in JSON, half a surrogate pair in JSON. */
const UNSTORABLE_TEXT = new Set(["22021", "22P05", "22P02"]);

function isUnavailable(thrown: unknown): boolean {
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if (error instanceof DatabaseTimeoutError || error instanceof DatabaseUnavailableError) return true;
  }
  return false;
}

/** The texts of an input that PostgreSQL cannot keep, keys of records included. */
function unstorableTexts(value: unknown, path: readonly string[]): FieldError[] {
  if (typeof value === "string") return isStorable(value) ? [] : [{ path: path.join("."), message: UNSTORABLE }];
  if (Array.isArray(value)) return value.flatMap((item, index) => unstorableTexts(item, [...path, String(index)]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    isStorable(key)
      ? unstorableTexts(item, [...path, key])
      : [{ path: path.join("."), message: `a key of it ${UNSTORABLE}` }],
  );
}

const UNSTORABLE = "holds a NUL character or half a character, which cannot be stored; remove it";

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes("\0");
