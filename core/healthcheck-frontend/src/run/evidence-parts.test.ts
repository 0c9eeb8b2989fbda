import { expect, test } from "bun:test";
import { evidenceParts } from "./evidence-parts.ts";

test("what an HTTP check keeps is shown piece by piece, in its order", () => {
  const parts = evidenceParts({
    request: "GET https://example.org/",
    addresses: ["192.0.2.1", "192.0.2.2"],
    certificate: { subject: "example.org", validTo: "2026-06-01T00:00:00Z", sha256: "AA:BB", names: "" },
    response: { statusLine: "HTTP/1.1 503 Service Unavailable", headers: { server: "nginx", "retry-after": "120" } },
    body: "down",
    errors: [{ code: "ECONNRESET", message: "socket hang up" }],
  });
  expect(parts).toEqual([
    { kind: "text", title: "Request", text: "GET https://example.org/" },
    { kind: "list", title: "Addresses", items: ["192.0.2.1", "192.0.2.2"] },
    {
      kind: "pairs",
      title: "Certificate",
      pairs: [
        ["Subject", "example.org"],
        ["Valid to", "2026-06-01T00:00:00Z"],
        ["SHA256", "AA:BB"],
      ],
    },
    {
      kind: "text",
      title: "Response head",
      text: "HTTP/1.1 503 Service Unavailable\nserver: nginx\nretry-after: 120",
    },
    { kind: "text", title: "Body", text: "down" },
    { kind: "list", title: "Errors", items: ["ECONNRESET: socket hang up"] },
  ]);
});

test("what another strategy keeps is not lost, whatever its shape", () => {
  expect(evidenceParts({ rows: [[1, 2]], plan: { cost: 3, node: { type: "Scan" } }, nothing: null })).toEqual([
    { kind: "list", title: "Rows", items: ["[\n  1,\n  2\n]"] },
    { kind: "pairs", title: "Plan", pairs: [["Cost", "3"]] },
    { kind: "text", title: "Plan: node", text: '{\n  "type": "Scan"\n}' },
  ]);
});
