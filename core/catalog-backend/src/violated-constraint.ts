import * as z from "zod";

/** SQLSTATE classes: a foreign key or a unique index refused the row. */
const integrityError = z.object({ code: z.enum(["23503", "23505"]), constraint: z.string() });

/** The name of the foreign key or unique index that refused a row; undefined for every other error. */
export function violatedConstraint(error: unknown): string | undefined {
  const found = integrityError.safeParse(error);
  if (found.success) return found.data.constraint;
  return error instanceof Error && error.cause !== undefined ? violatedConstraint(error.cause) : undefined;
}
