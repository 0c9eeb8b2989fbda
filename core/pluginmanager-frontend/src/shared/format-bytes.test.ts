import { expect, test } from "bun:test";
import { formatBytes } from "./format-bytes.ts";

test("sizes have the unit that says them shortest", () => {
  expect([0, 1, 999, 1_000, 12_440, 3_000_000, 128_400_000, 5_200_000_000].map(formatBytes)).toEqual([
    "0 bytes",
    "1 byte",
    "999 bytes",
    "1 KB",
    "12.4 KB",
    "3 MB",
    "128 MB",
    "5.2 GB",
  ]);
});
