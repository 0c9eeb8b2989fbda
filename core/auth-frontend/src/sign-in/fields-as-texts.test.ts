import { expect, test } from "bun:test";
import { fieldsAsTexts } from "./fields-as-texts.ts";

test("every field becomes text, and what was left empty is not sent", () => {
  expect(fieldsAsTexts({ user: "ada", remember: true, realm: undefined, pin: 12 })).toEqual({
    user: "ada",
    remember: "true",
    pin: "12",
  });
});
