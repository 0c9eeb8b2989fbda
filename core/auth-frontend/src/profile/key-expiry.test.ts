import { expect, test } from "bun:test";
import { expiryChoices, expiryDate } from "./key-expiry.ts";

const now = new Date("2026-02-01T10:00:00Z");

test("a key ends as many days later as was chosen", () => {
  expect(expiryDate("30", now)).toEqual(new Date("2026-03-03T10:00:00Z"));
});

test("each choice but the last one has an end", () => {
  expect(expiryChoices.map(({ value }) => expiryDate(value, now) === undefined)).toEqual([
    false,
    false,
    false,
    false,
    true,
  ]);
});
