import { expect, test } from "bun:test";
import { join } from "node:path";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { peerRanges } from "./peer-ranges.ts";
import type { Half } from "./project.ts";
import type { Workspace } from "./workspace.ts";

const half = (folder: string, needs: Half["needs"], name = "@acme/weather-backend"): Half => ({
  kind: "backend",
  name,
  folder,
  pluginId: "weather",
  entry: join(folder, "src/index.ts"),
  calls: [],
  needs,
});

const workspaceOf = (root: string, catalogs: [string, Record<string, string>][] = []): Workspace => ({
  root,
  packages: new Map(),
  catalogs: new Map(catalogs),
});

test("ranges that mean something to one workspace alone become ranges for everybody", async () => {
  await using folder = await temporaryFolder({
    "node_modules/zod/package.json": { version: "4.6.7" },
    "node_modules/@checkstack/backend-api/package.json": { version: "0.3.0" },
  });
  const workspace = workspaceOf(folder.path, [
    ["", { "@checkstack/backend-api": "link:/somewhere/backend-api", "drizzle-orm": "1.0.0-rc.5" }],
    ["web", { react: "^19.0.0" }],
  ]);
  const needs = {
    zod: "workspace:*",
    "@checkstack/backend-api": "catalog:",
    "drizzle-orm": "catalog:",
    react: "catalog:web",
    "@acme/weather-common": "workspace:*",
    ms: "2.1.3",
  };
  expect(peerRanges({ halves: [half(folder.path, needs)], workspace })).toEqual({
    "@checkstack/backend-api": "^0.3.0",
    "drizzle-orm": "^1.0.0-rc.5",
    react: "^19.0.0",
    zod: "^4.6.7",
  });
});

test("two halves that want different versions are told", async () => {
  await using folder = await temporaryFolder();
  const halves = [half(folder.path, { zod: "^4.0.0" }), half(folder.path, { zod: "^3.0.0" }, "@acme/weather-frontend")];
  expect(() => peerRanges({ halves, workspace: workspaceOf(folder.path) })).toThrow(
    "@acme/weather-backend needs zod ^4.0.0 and @acme/weather-frontend ^3.0.0",
  );
});

test("what is linked and not installed is told", async () => {
  await using folder = await temporaryFolder();
  const linked = { "@orpc/contract": "link:/nowhere" };
  expect(() => peerRanges({ halves: [half(folder.path, linked)], workspace: workspaceOf(folder.path) })).toThrow(
    "@acme/weather-backend names @orpc/contract, which is not installed; run bun install",
  );
});
