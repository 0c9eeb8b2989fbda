import { expect, test } from "bun:test";
import { allPages } from "./all-pages.ts";

test("pages are fetched one after the other, each from where the last one ended", async () => {
  const asked: (string | undefined)[] = [];
  const pages = [
    { items: [1, 2], nextCursor: "b" },
    { items: [3], nextCursor: "c" },
    { items: [], nextCursor: null },
  ];
  const all = await allPages<number>(async (cursor) => {
    asked.push(cursor);
    return pages[asked.length - 1] ?? { items: [], nextCursor: null };
  });
  expect(all).toEqual([1, 2, 3]);
  expect(asked).toEqual([undefined, "b", "c"]);
});

test("a page that cannot be fetched fails the whole", async () => {
  expect(allPages(() => Promise.reject(new Error("no connection")))).rejects.toThrow("no connection");
});
