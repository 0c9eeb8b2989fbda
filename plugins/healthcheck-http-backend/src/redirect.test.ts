import { describe, expect, test } from "bun:test";
import type { HttpRequest } from "./plan.ts";
import { redirected } from "./redirect.ts";

const request = (method: string, url = "http://a.test/x"): HttpRequest => ({
  method,
  url: new URL(url),
  headers: {
    host: new URL(url).host,
    "content-type": "text/plain",
    "content-length": "2",
    authorization: "Bearer t",
    "x-mine": "1",
  },
  body: Buffer.from("hi"),
});

describe("the method after a redirect follows RFC 9110", () => {
  test.each([
    ["POST", 301, "GET"],
    ["POST", 302, "GET"],
    ["PUT", 303, "GET"],
    ["HEAD", 303, "HEAD"],
    ["PUT", 301, "PUT"],
    ["POST", 307, "POST"],
    ["POST", 308, "POST"],
  ])("%s after %d is %s", (method, status, expected) => {
    const next = redirected(request(method), status, "/y");
    expect(next.method).toBe(expected);
    const keepsBody = expected === method && method !== "HEAD";
    expect(next.body !== undefined && "content-length" in next.headers).toBe(keepsBody || method === "HEAD");
  });
});

describe("credentials", () => {
  test.each([
    ["http://a.test/x", "/y", true],
    ["http://a.test/x", "https://a.test/y", true],
    ["https://a.test/x", "http://a.test/y", false],
    ["http://a.test/x", "http://b.test/y", false],
    ["http://a.test/x", "http://sub.a.test/y", false],
    ["http://a.test/x", "http://a.test:8080/y", false],
    ["http://a.test:8080/x", "https://a.test/y", false],
    ["http://a.test/x", "//b.test/y", false],
  ])("from %s to %s: kept is %p", (from, to, kept) => {
    const { headers } = redirected(request("GET", from), 302, to);
    expect("authorization" in headers).toBe(kept);
    expect(headers["x-mine"]).toBe("1");
  });

  test("in the redirect itself are not used", () => {
    expect(redirected(request("GET"), 302, "http://u:p@b.test/").url.href).toBe("http://b.test/");
  });
});

test("the Host header is that of the new host, and a virtual host stays on its own", () => {
  expect(redirected(request("GET"), 302, "http://b.test:81/").headers["host"]).toBe("b.test:81");
  const virtual = { ...request("GET"), headers: { host: "virtual.test" } };
  expect(redirected(virtual, 302, "/y").headers["host"]).toBe("virtual.test");
});
