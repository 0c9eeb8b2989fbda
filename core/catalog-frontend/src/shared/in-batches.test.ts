import { expect, test } from "bun:test";
import { inBatches } from "./in-batches.ts";

test("no batch is larger than it may be, and none is lost", async () => {
  const seen: number[][] = [];
  const sum = await inBatches([1, 2, 3, 4, 5], {
    size: 2,
    run: async (batch) => {
      seen.push(batch);
      return batch.length;
    },
  });
  expect(seen).toEqual([[1, 2], [3, 4], [5]]);
  expect(sum).toBe(5);
});

test("a batch that fails is the last", async () => {
  let runs = 0;
  const fail = inBatches([1, 2, 3], {
    size: 1,
    run: async () => {
      runs += 1;
      throw new Error("no connection");
    },
  });
  expect(fail).rejects.toThrow("no connection");
  await fail.catch(() => {});
  expect(runs).toBe(1);
});
