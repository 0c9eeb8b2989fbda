/** What an export has in a column. */
export interface ExportColumn<Row> {
  header: string;
  value(row: Row): string | number | boolean | Date | null | undefined;
}

/** RFC 4180, with a first line of headers. Texts that a spreadsheet would run as a formula are made harmless. */
export function toCsv<Row>(rows: readonly Row[], columns: readonly ExportColumn<Row>[]): string {
  const lines = [
    columns.map((column) => csvCell(column.header)),
    ...rows.map((row) => columns.map((column) => csvCell(column.value(row)))),
  ];
  return `${lines.map((cells) => cells.join(",")).join("\r\n")}\r\n`;
}

/** An array of objects, keyed by the columns' headers. */
export const toJson = <Row>(rows: readonly Row[], columns: readonly ExportColumn<Row>[]): string =>
  JSON.stringify(
    rows.map((row) => Object.fromEntries(columns.map((column) => [column.header, column.value(row) ?? null]))),
    undefined,
    2,
  );

function csvCell(value: ReturnType<ExportColumn<never>["value"]>): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString();
  if (typeof value !== "string") return String(value);
  // OWASP: a cell that begins with one of these is a formula to a spreadsheet.
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
