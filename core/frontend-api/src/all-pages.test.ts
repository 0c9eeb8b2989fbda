import { expect, test } from "bun:test";
import { allPages } from "./all-pages.ts";

test("pages are fetched in their order until there is no next one", async () => {
  const pages = new Map([
    [undefined, { items: ["a", "b"], nextCursor: "2" }],
    ["2", { items: [], nextCursor: "3" }],
    ["3", { items: ["c"], nextCursor: null }],
  ]);
  const asked: (string | undefined)[] = [];
  const all = await allPages(async (cursor) => {
    asked.push(cursor);
    return pages.get(cursor) ?? { items: ["never asked for"], nextCursor: null };
  });
  expect(all).toEqual(["a", "b", "c"]);
  expect(asked).toEqual([undefined, "2", "3"]);
});

test("a page that cannot be fetched fails the whole", async () => {
  await expect(allPages(() => Promise.reject(new Error("no connection")))).rejects.toThrow("no connection");
});
