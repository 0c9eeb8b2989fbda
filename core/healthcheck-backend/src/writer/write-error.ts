/**
 * Classes of SQLSTATE that say that the data are at fault: 21 cardinality, 22 data, 23 integrity, 54 program limit. The
 * same rows would be refused again; everything else (no connection, no answer, deadlock, no disk) may pass.
 */
const DATA = /^(21|22|23|54)/;

/** Says whether a write failed because of what was written. Looks through the causes for the driver's own error. */
export function isDataError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && typeof error.code === "string" && DATA.test(error.code)) return true;
  return isDataError(error.cause);
}
