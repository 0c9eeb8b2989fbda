import { expect, test } from "bun:test";
import { ORPCError } from "@orpc/server";
import * as z from "zod";
import { pageCursor } from "./cursor.ts";

const cursor = pageCursor(z.object({ name: z.string(), id: z.string() }));

test("a cursor leads back to its place, whatever letters are in it", () => {
  const place = { name: 'größe "1"\n%', id: "x" };
  expect(cursor.decode(cursor.encode(place))).toEqual(place);
  expect(cursor.decode(undefined)).toBeUndefined();
});

test("a cursor of another list, or no cursor at all, is bad input and names its field", () => {
  const other = pageCursor(z.number()).encode(7);
  for (const text of [other, "nonsense", ""]) {
    expect(() => cursor.decode(text)).toThrow(ORPCError);
    expect(() => cursor.decode(text)).toThrow("cursor is no cursor of this list");
  }
});
