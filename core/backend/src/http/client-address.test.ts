import { expect, test } from "bun:test";
import { createClientAddress } from "./client-address.ts";

test("only our own proxies are believed, and only as far as they reach", () => {
  const addressOf = createClientAddress(["10.0.0.0/8", "2001:db8::7"]);
  expect(addressOf("203.0.113.9", "198.51.100.1")).toBe("203.0.113.9");
  expect(addressOf("10.1.2.3", null)).toBe("10.1.2.3");
  expect(addressOf("10.1.2.3", "192.0.2.66, 198.51.100.1, 10.9.9.9")).toBe("198.51.100.1");
  expect(addressOf("::ffff:10.1.2.3", "198.51.100.1")).toBe("198.51.100.1");
  expect(addressOf("2001:db8::7", "nonsense")).toBe("2001:db8::7");
});

test.each(["proxy.example.org", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/8/8", "10.0.0.0/-1"])(
  "%j as a proxy keeps the server from starting, in one sentence",
  (entry) => {
    expect(() => createClientAddress([entry])).toThrow(`CHECKSTACK_TRUSTED_PROXIES: "${entry}" is not an address`);
  },
);
