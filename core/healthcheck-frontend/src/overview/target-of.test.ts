import { describe, expect, test } from "bun:test";
import { targetOf } from "./target-of.ts";

test.each([
  ["https://example.org/health?x=1", "https://example.org/health?x=1", "example.org"],
  [" example.org ", "https://example.org", "example.org"],
  ["example.org:8443/a", "https://example.org:8443/a", "example.org:8443"],
  ["http://localhost:3000", "http://localhost:3000", "localhost:3000"],
  ["localhost:3000/api", "http://localhost:3000/api", "localhost:3000"],
  ["10.0.0.7", "http://10.0.0.7", "10.0.0.7"],
  ["[::1]:8080", "http://[::1]:8080", "[::1]:8080"],
])("%j is checked at %s as %s", (text, url, host) => {
  expect(targetOf(text)).toEqual({ url, host });
});

describe("what is no address gets a sentence", () => {
  test.each([
    ["", "Paste the address"],
    ["hello world", "is not a web address"],
    ["shop", "is not a full host name"],
    ["ftp://example.org", "Only http:// and https://"],
    ["https://me:secret@example.org", "Leave the password out"],
    ["https://", "is not a web address"],
  ])("%j", (text, sentence) => {
    expect(targetOf(text)).toContain(sentence);
  });
});
