import { expect, test } from "bun:test";
import { barPath, barPaths } from "./bar-paths.ts";

test("bars of one status share a path", () => {
  const paths = barPaths([
    { status: "healthy", place: 0 },
    { status: "unhealthy", place: 1 },
    { status: "healthy", place: 2 },
  ]);
  expect([...paths.keys()]).toEqual(["healthy", "unhealthy"]);
  expect(paths.get("healthy")).toBe(barPath("healthy", 0) + barPath("healthy", 2));
});

test("an unhealthy bar fills the height and a healthy one does not", () => {
  expect(barPath("unhealthy", 1)).toBe("M11 0h8v100h-8z");
  expect(barPath("healthy", 0)).toBe("M1 38h8v62h-8z");
});
