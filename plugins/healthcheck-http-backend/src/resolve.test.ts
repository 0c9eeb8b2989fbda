import { expect, test } from "bun:test";
import { explainLookUp, resolve } from "./resolve.ts";

test("an address needs no look-up, with or without brackets", async () => {
  expect(await resolve("127.0.0.1", "any")).toEqual(["127.0.0.1"]);
  expect(await resolve("[::1]", "6")).toEqual(["::1"]);
});

test("a name that the DNS server does not know is the target's fault", () => {
  const finding = explainLookUp("nope.example", "ENOTFOUND", "ENOTFOUND");
  expect([finding.code, finding.message, finding.inconclusive]).toEqual([
    "DNS_NOT_FOUND",
    "there is no host named nope.example",
    false,
  ]);
});

test("a name without an address of the wanted kind is not there either", () => {
  expect(explainLookUp("four.example", "ENOTFOUND", "").code).toBe("DNS_NOT_FOUND");
});

test.each(["ETIMEOUT", "ECONNREFUSED", "ESERVFAIL", "EREFUSED"])(
  "a DNS server that says %s tells nothing of the target",
  (probed) => {
    const finding = explainLookUp("example.org", "ENOTFOUND", probed);
    expect([finding.code, finding.inconclusive]).toEqual(["DNS_FAILED", true]);
    expect(finding.message).toContain(probed);
  },
);

test("a look-up that may work in a moment tells nothing either", () => {
  expect(explainLookUp("example.org", "EAI_AGAIN", "").inconclusive).toBe(true);
});
