import { expect, test } from "bun:test";
import { SECRET_UNCHANGED } from "@checkstack/common";
import { sourceSettingsSchema } from "@checkstack/pluginmanager-common";
import { fieldOfPath, withoutSource, withSource } from "./change-sources.ts";

const settings = sourceSettingsSchema.parse({
  registries: [
    { id: "npm", name: "npm", url: "https://registry.npmjs.org" },
    { id: "acme", name: "Acme", url: "https://npm.acme.example", token: SECRET_UNCHANGED },
  ],
});

test("a new source gets an id of its own out of its name", () => {
  const { registries } = withSource(settings, "registries", { name: "ACME!", url: "https://other.example" });
  expect(registries.map(({ id }) => id)).toEqual(["npm", "acme", "acme-2"]);
  const { catalogs } = withSource(settings, "catalogs", { name: "猫", url: "file:///index.json", publicKey: "key" });
  expect(catalogs.map(({ id }) => id)).toEqual(["source"]);
});

test("a changed source keeps its place, and a token that was left alone is left out for the server to keep", () => {
  const changed = withSource(settings, "registries", { name: "Acme 2", url: "https://npm.acme.example" }, "acme");
  expect(changed.registries[1]).toEqual({ id: "acme", name: "Acme 2", url: "https://npm.acme.example", scopes: [] });
  expect(changed.github).toEqual(settings.github);
});

test("a source is taken away without the others losing their tokens", () => {
  expect(withoutSource(settings, "registries", "npm").registries).toEqual(settings.registries.slice(1));
});

test("what is not sound names its field", () => {
  expect(() => withSource(settings, "registries", { name: "x", url: "ftp://x" })).toThrow("http");
  expect(fieldOfPath("registries.2.scopes.0")).toBe("scopes.0");
});
