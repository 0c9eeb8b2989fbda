import { expect, test } from "bun:test";
import { describeError } from "./describe-error.ts";

test("an error's own sentence is kept and the hint fits its code", () => {
  const error = Object.assign(new Error("No check has this id."), { code: "NOT_FOUND", status: 404 });
  expect(describeError(error)).toEqual({
    message: "No check has this id.",
    hint: "It may have been deleted. Go back to the list.",
    code: "NOT_FOUND",
    fields: {},
  });
});

test("an error with a code of its own needs no hint of its status", () => {
  const message = "This is the last administrator; make another one first.";
  expect(describeError({ code: "LAST_ADMIN", status: 409, message })).toMatchObject({ message, hint: "" });
  expect(describeError({ code: "BROKEN", status: 500, message }).hint).toStartWith("Try again.");
});

test("a default phrase of HTTP is replaced by words", () => {
  expect(describeError({ status: 403, message: "Forbidden" }).message).toBe("You are not allowed to do this.");
  expect(describeError({ status: 500, message: "Internal Server Error" }).message).toBe("Something went wrong.");
});

test("a failed fetch says that the server could not be reached", () => {
  expect(describeError(new TypeError("Failed to fetch")).message).toBe("The server could not be reached.");
  expect(describeError(new TypeError("x is not a function")).message).toBe("x is not a function");
});

test("wrong fields are found in problem documents and in validator issues", () => {
  expect(describeError({ errors: [{ path: "config.url", message: "Not a URL." }] }).fields).toEqual({
    "config.url": "Not a URL.",
  });
  const error = { data: { issues: [{ path: ["config", { key: "headers" }, 0], message: "Too long." }] } };
  expect(describeError(error).fields).toEqual({ "config.headers.0": "Too long." });
});

test("anything at all can be described", () => {
  for (const error of [undefined, null, 7, "", {}, []]) {
    expect(describeError(error).message).toBe("Something went wrong.");
  }
});
