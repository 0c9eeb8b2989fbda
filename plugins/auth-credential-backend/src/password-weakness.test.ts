import { expect, test } from "bun:test";
import { weaknessOf } from "./password-weakness.ts";

const ada = { email: "ada.lovelace@example.org", name: "Ada Lovelace" };

test.each([
  ["short one", "at least 10"],
  ["x".repeat(201), "at most 200"],
  ["ada.lovelace@example.org", "your own"],
  ["ADA.LOVELACE", "your own"],
  ["Ada Lovelace", "your own"],
  ["aaaaaaaaaaaa", "repeats"],
  ["1212121212", "repeats"],
  ["abcdefghijkl", "row"],
  ["9876543210", "row"],
  ["1234567890", "common"],
  ["Password123!", "common"],
  ["passwordpassword", "common"],
  ["!!Welcome2024", "common"],
  ["qwertyuiop", "common"],
])("%s is refused: %s", (password, reason) => {
  expect(weaknessOf(password, ada)).toContain(reason);
});

test.each([
  "correct horse battery",
  "Tr0ub4dor&3x",
  "my password is a long one",
  "ada loves engines",
  "日本語のパスワードです",
])("%s will do", (password) => {
  expect(weaknessOf(password, ada)).toBeUndefined();
});
