import { expect, test } from "bun:test";
import { newOperationId } from "./operation-id.ts";

test("ids are UUIDs of version 4, and never the same", () => {
  const ids = Array.from({ length: 200 }, newOperationId);
  expect(ids.filter((id) => !/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(id))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});
