import { expect, test } from "bun:test";
import { contributionsIn } from "./contributions.ts";

test("a point is found by the import that it came with", () => {
  const source = `
    import { core, createBackendPlugin } from "@checkstack/backend-api";
    import { healthCheckStrategies as strategies, type Run } from "@checkstack/healthcheck-common";
    init({ contribute }) { contribute(strategies, one); contribute(strategies, two); contribute( local, three); }
  `;
  expect(contributionsIn(source)).toEqual([
    { specifier: "@checkstack/healthcheck-common", name: "healthCheckStrategies" },
  ]);
});

test("a point that is imported and not contributed to is not told", () => {
  expect(contributionsIn(`import { points } from "x"; extensionsOf(points); attribute(points);`)).toEqual([]);
});
