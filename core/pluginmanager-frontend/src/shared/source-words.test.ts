import { expect, test } from "bun:test";
import type { PluginSource } from "@checkstack/pluginmanager-common";
import { describeSource, newestOf } from "./source-words.ts";

const npm: PluginSource = { type: "npm", package: "@acme/weather", version: "1.2.0" };
const github: PluginSource = { type: "github", repository: "acme/weather", tag: "v1.2.0", asset: "weather-1.2.0.tgz" };
const catalog: PluginSource = { type: "catalog", package: "@acme/weather", version: "1.2.0", catalog: "ours" };
const upload: PluginSource = { type: "tarball", sha256: "0".repeat(64) };

test("a source is told in one line", () => {
  expect([npm, { ...npm, registry: "acme" }, github, catalog, upload].map(describeSource)).toEqual([
    "npm: @acme/weather 1.2.0",
    "acme: @acme/weather 1.2.0",
    "GitHub: acme/weather v1.2.0",
    "Catalog ours: @acme/weather",
    "An uploaded file",
  ]);
});

test("the newest of a source is asked for without what names one version", () => {
  expect(newestOf(npm)).toEqual({ ...npm, version: "latest" });
  expect(newestOf({ ...github, server: "work" })).toEqual({
    type: "github",
    repository: "acme/weather",
    server: "work",
  });
  expect(newestOf(catalog)).toEqual({ type: "catalog", package: "@acme/weather", catalog: "ours" });
  expect(newestOf(upload)).toBeUndefined();
});
