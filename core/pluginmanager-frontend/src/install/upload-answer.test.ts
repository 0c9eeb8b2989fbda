import { describeError } from "@checkstack/ui";
import { expect, test } from "bun:test";
import { refusalReasons } from "./refusal-reasons.ts";
import { readUploadAnswer, uploadLost } from "./upload-answer.ts";

const file = { size: 12_000_000 };
const errorOf = (answer: { status: number; body: string }): unknown => {
  try {
    return readUploadAnswer(answer, file);
  } catch (error) {
    return error;
  }
};

test("the hash of what was taken is read", () => {
  expect(readUploadAnswer({ status: 201, body: '{"sha256":"abc","size":1}' }, file)).toBe("abc");
});

test("what the platform says against a file is told with each of its reasons", () => {
  const problem = {
    detail: "The package is refused.",
    code: "PACKAGE_REFUSED",
    data: { reasons: ["It is no gzip.", "It has a link."] },
  };
  const error = errorOf({ status: 422, body: JSON.stringify(problem) });
  expect(refusalReasons(error)).toEqual(["It is no gzip.", "It has a link."]);
  expect(describeError(error)).toMatchObject({ message: "The package is refused.", code: "PACKAGE_REFUSED", hint: "" });
});

test("a proxy that takes no file this large is told apart from the platform, with what to do", () => {
  const described = describeError(errorOf({ status: 413, body: "<html>413 Request Entity Too Large</html>" }));
  expect(described.message).toContain("takes no file of 12 MB");
  expect(described.message).toContain("client_max_body_size");
  expect(described.hint).toBe("");
  const own = { detail: "The body is larger than the 50000000 bytes allowed here.", code: "PAYLOAD_TOO_LARGE" };
  expect(describeError(errorOf({ status: 413, body: JSON.stringify(own) })).message).toBe(own.detail);
});

test("an answer of somebody else is no success", () => {
  expect(describeError(errorOf({ status: 200, body: "<html>Sign in to the network</html>" })).message).toContain(
    "answers with status 200",
  );
  expect(describeError(errorOf({ status: 201, body: "{}" })).message).toContain("answers with status 201");
});

test("a lost connection says how far it was", () => {
  expect(describeError(uploadLost({ done: 3_000_000, total: 12_000_000 }))).toMatchObject({
    message: "The connection was lost after 3 MB of 12 MB were sent. Nothing is installed; send the file again.",
    hint: "",
  });
  expect(uploadLost({ done: 12, total: 12 }).message).toContain("before the server answered");
});
