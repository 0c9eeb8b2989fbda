import { expect, test } from "bun:test";
import { createShellQueryClient, isPassing } from "./query-client.ts";

test("only what may go away by itself is tried again", () => {
  expect(isPassing(new TypeError("Failed to fetch"))).toBe(true);
  expect(isPassing({ status: 503 })).toBe(true);
  expect(isPassing({ status: 404 })).toBe(false);
  expect(isPassing(new Error("a bug"))).toBe(false);
});

test("an answer that says the session is over asks for the session again", async () => {
  let asked = 0;
  const client = createShellQueryClient({ onUnauthorized: () => asked++ });
  const fail = (code: string, status: number) => () => Promise.reject(Object.assign(new Error(code), { code, status }));
  await client.fetchQuery({ queryKey: ["a"], queryFn: fail("UNAUTHORIZED", 401) }).catch(() => {});
  await client.fetchQuery({ queryKey: ["b"], queryFn: fail("SIGN_IN_REFUSED", 401) }).catch(() => {});
  expect(asked).toBe(1);
});
