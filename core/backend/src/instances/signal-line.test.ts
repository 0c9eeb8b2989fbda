import { expect, test } from "bun:test";
import * as z from "zod";
import { createSignalLine } from "./signal-line.ts";

const MB = 1024 * 1024;
const batchSchema = z.array(z.string());

function take(line: ReturnType<typeof createSignalLine>): readonly string[] | undefined {
  const batch = line.take();
  if (batch === undefined) return undefined;
  expect(Buffer.byteLength(batch)).toBeLessThanOrEqual(MB);
  return batchSchema.parse(JSON.parse(batch));
}

test("of several with one key the last is sent", () => {
  const line = createSignalLine();
  line.add("a", `"1"`);
  line.add("b", `"2"`);
  line.add("a", `"3"`);
  expect(take(line)).toEqual(["2", "3"]);
  expect(take(line)).toBeUndefined();
});

test("a batch holds a thousand signals and a megabyte at most", () => {
  const line = createSignalLine();
  for (let key = 0; key < 2500; key++) line.add(String(key), `"${key}"`);
  expect([take(line), take(line), take(line), take(line)].map((batch) => batch?.length)).toEqual([
    1000,
    1000,
    500,
    undefined,
  ]);
  const long = JSON.stringify("ü".repeat(200_000));
  for (let key = 0; key < 5; key++) line.add(String(key), long);
  expect([take(line), take(line), take(line), take(line)].map((batch) => batch?.length)).toEqual([2, 2, 1, undefined]);
});

test("what no batch can hold is left out, and of what waits too long the oldest", () => {
  const line = createSignalLine();
  line.add("huge", JSON.stringify("x".repeat(MB)));
  expect(take(line)).toBeUndefined();
  const half = "x".repeat(MB / 2 - 100);
  for (let key = 0; key < 100; key++) line.add(String(key), JSON.stringify(`${key}${half}`));
  const left: string[] = [];
  for (let batch = take(line); batch; batch = take(line)) left.push(...batch);
  expect(left.map((text) => text.replaceAll("x", ""))).toEqual(
    Array.from({ length: 16 }, (_, index) => `${84 + index}`),
  );
});
