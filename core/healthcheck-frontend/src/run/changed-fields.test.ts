import { expect, test } from "bun:test";
import type { FieldDescriptor } from "@checkstack/healthcheck-common";
import { changedFields } from "./changed-fields.ts";

const descriptors: readonly FieldDescriptor[] = [
  { id: "statusCode", label: "status code", type: "number" },
  { id: "latencyMs", label: "latency", type: "number", unit: "ms" },
  { id: "json", label: "JSON body", type: "json" },
  { id: "headers", label: "headers", type: "headers" },
];

test("what changed is told part by part, with what came and what went", () => {
  const before = { statusCode: 200, json: { up: true, queue: { length: 3 } }, headers: { server: "a", via: "b" } };
  const now = {
    statusCode: 503,
    json: { up: true, queue: { length: 90 } },
    headers: { server: "a", "retry-after": "5" },
  };
  expect(changedFields(before, now, descriptors)).toEqual([
    { label: "status code", before: "200", now: "503" },
    { label: "JSON $.queue.length", before: "3", now: "90" },
    { label: "header retry-after", before: undefined, now: "5" },
    { label: "header via", before: "b", now: undefined },
  ]);
});

test("times, and headers that are new in every answer, are no change", () => {
  const before = { latencyMs: 12, headers: { date: "Mon, 23 Nov 2026 09:00:00 GMT" } };
  expect(
    changedFields(before, { latencyMs: 900, headers: { Date: "Mon, 23 Nov 2026 09:01:00 GMT" } }, descriptors),
  ).toEqual([]);
});
