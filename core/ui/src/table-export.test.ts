import { expect, test } from "bun:test";
import { toCsv, toJson } from "./table-export.ts";

const columns = [
  { header: "Name", value: (row: { name: string; at?: Date }) => row.name },
  { header: "At", value: (row: { name: string; at?: Date }) => row.at },
];

test("quotes, commas and line breaks survive CSV", () => {
  expect(toCsv([{ name: 'a "b", c\nd' }], columns)).toBe('Name,At\r\n"a ""b"", c\nd",\r\n');
});

test("a name that a spreadsheet would run as a formula is made harmless", () => {
  expect(toCsv([{ name: "=HYPERLINK(1)" }], columns)).toContain("'=HYPERLINK(1)");
});

test("JSON is keyed by header and keeps instants in ISO 8601", () => {
  expect(JSON.parse(toJson([{ name: "a", at: new Date(0) }], columns))).toEqual([
    { Name: "a", At: "1970-01-01T00:00:00.000Z" },
  ]);
});
