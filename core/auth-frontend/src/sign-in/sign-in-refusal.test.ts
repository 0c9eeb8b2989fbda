import { expect, test } from "bun:test";
import { describeSignInRefusal } from "./sign-in-refusal.ts";

const limited = (data?: unknown) => ({ code: "TOO_MANY_ATTEMPTS", status: 429, message: "Wait.", data });

test("too many attempts say when the next one may come, never too early", () => {
  expect(describeSignInRefusal(limited({ retryAfterSeconds: 42 })).hint).toBe("Try again in 42 s.");
  expect(describeSignInRefusal(limited({ retryAfterSeconds: 61 })).hint).toBe("Try again in 2 min.");
  expect(describeSignInRefusal(limited({ retryAfterSeconds: 900 })).hint).toBe("Try again in 15 min.");
});

test("a limit that names no time still says what to do", () => {
  expect(describeSignInRefusal(limited()).hint).toBe("Wait a few minutes and try again.");
});

test("a refusal says the server's one sentence and nothing of which part was wrong", () => {
  const message = "The e-mail address or the password is wrong.";
  expect(describeSignInRefusal({ code: "SIGN_IN_REFUSED", status: 401, message })).toMatchObject({
    message,
    fields: {},
  });
});
