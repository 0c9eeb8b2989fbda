import { expect, test } from "bun:test";
import { safePath } from "./safe-path.ts";

test("a path of this application is kept", () => {
  expect(safePath("/systems/1?tab=checks#top")).toBe("/systems/1?tab=checks#top");
});

test("what leads elsewhere becomes the front page", () => {
  const elsewhere = [
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "/.//evil.example",
  ];
  for (const next of [...elsewhere, "javascript:alert(1)", "", null, undefined]) expect(safePath(next)).toBe("/");
});
