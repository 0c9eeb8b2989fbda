import { expect, test } from "bun:test";
import { checkAccount } from "./check-account.ts";

const NOTHING_WRONG = { name: undefined, email: undefined, password: undefined };

test("a sound account has no errors, whatever stands around it", () => {
  expect(checkAccount({ name: "Ada", email: " Ada@Example.org ", password: "correct horse" })).toEqual(NOTHING_WRONG);
});

test("each field says what is wrong with it", () => {
  expect(checkAccount({ name: "  ", email: "ada", password: "short" })).toEqual({
    name: "must not be empty",
    email: "must be an e-mail address",
    password: "must have at least 10 characters",
  });
});

test("a field that is not asked for is not wrong", () => {
  expect(checkAccount({ name: "Ada" })).toEqual(NOTHING_WRONG);
});
