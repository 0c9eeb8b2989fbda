import { expect, test } from "bun:test";
import { plural } from "./plural.ts";

test("large counts are grouped, one is singular", () => {
  expect([plural(1, "check"), plural(2_000, "check")]).toEqual(["1 check", "2,000 checks"]);
  expect([plural(1, "try", "tries"), plural(8, "try", "tries")]).toEqual(["1 try", "8 tries"]);
});
