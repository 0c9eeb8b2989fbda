import { expect, test } from "bun:test";
import { phasesOf } from "./phases.ts";

test("phases come in their order, with their share, and unknown ones last", () => {
  expect(phasesOf({ query: 10, transfer: 10, dns: 20, tls: 0 })).toEqual([
    { id: "dns", label: "Name look-up", ms: 20, share: 0.5 },
    { id: "tls", label: "TLS", ms: 0, share: 0 },
    { id: "transfer", label: "Transfer", ms: 10, share: 0.25 },
    { id: "query", label: "query", ms: 10, share: 0.25 },
  ]);
});

test("nothing measured is nothing to draw", () => {
  expect(phasesOf({})).toEqual([]);
  expect(phasesOf({ dns: 0 })).toMatchObject([{ share: 0 }]);
});
