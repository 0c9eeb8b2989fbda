import { expect, test } from "bun:test";
import { createShortCache } from "./short-cache.ts";

function createFixture(maxEntries = 10) {
  let time = 0;
  let loads = 0;
  const clock = { now: () => time, monotonic: () => time };
  const cache = createShortCache<number>({ clock, ttlMs: 1000, maxEntries });
  const load = async () => ++loads;
  return {
    cache,
    get: (key: string) => cache.get(key, load),
    pass: (ms: number) => void (time += ms),
    loads: () => loads,
  };
}

test("an answer is kept for its time and not a moment longer", async () => {
  const { get, pass } = createFixture();
  expect(await get("a")).toBe(1);
  pass(999);
  expect(await get("a")).toBe(1);
  pass(1);
  expect(await get("a")).toBe(2);
});

test("those who ask at the same time share one answer", async () => {
  const { get, loads } = createFixture();
  expect(await Promise.all([get("a"), get("a"), get("a")])).toEqual([1, 1, 1]);
  expect(loads()).toBe(1);
});

test("who asks after a clear never gets an answer that was on its way before it", async () => {
  const { cache, get } = createFixture();
  const early = get("a");
  cache.clear();
  expect(await Promise.all([early, get("a")])).toEqual([1, 2]);
  expect(await get("a")).toBe(2);
});

test("nothing and failures are not kept", async () => {
  const { cache } = createFixture();
  expect(await cache.get("a", async () => undefined)).toBeUndefined();
  await expect(cache.get("a", () => Promise.reject(new Error("gone")))).rejects.toThrow("gone");
  expect(await cache.get("a", async () => 7)).toBe(7);
});

test("an answer that fails late does not take a newer one with it", async () => {
  const { cache, get } = createFixture();
  const late = Promise.withResolvers<number>();
  const early = cache.get("a", () => late.promise);
  cache.clear();
  expect(await get("a")).toBe(1);
  late.reject(new Error("gone"));
  await expect(early).rejects.toThrow("gone");
  expect(await get("a")).toBe(1);
});

test("the oldest answer gives way when there are too many", async () => {
  const { get, loads } = createFixture(2);
  for (const key of ["a", "b", "c", "b", "c"]) await get(key);
  expect(loads()).toBe(3);
  expect(await get("a")).toBe(4);
});
