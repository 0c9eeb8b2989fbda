import { describe, expect, test } from "bun:test";
import { generateKeyPair, keyIdOf, readPackage } from "@checkstack/plugin-package-node";
import type { Publisher } from "@checkstack/pluginmanager-common";
import { packed } from "../testing/packed.ts";
import { makePreview, type PreviewFacts } from "./make-preview.ts";
import { packageChanges } from "./package-changes.ts";

const key = generateKeyPair();
const facts = async (bytes: Uint8Array, change: Partial<PreviewFacts> = {}): Promise<PreviewFacts> => ({
  fetched: { source: { type: "tarball", sha256: "0".repeat(64) } },
  read: await readPackage(bytes),
  judgement: { action: "install", consents: [], refusals: [] },
  installed: [],
  hostVersions: {},
  pluginIds: [],
  policy: { unsigned: "allow", unknownKey: "allow" },
  publishers: [],
  sandbox: { files: "hidden", processes: "hidden", user: "own" },
  ...change,
});
const publisher = (change: Partial<Publisher> = {}): Publisher => ({
  keyId: keyIdOf(key.publicKey),
  publicKey: key.publicKey,
  name: "Acme",
  inProcess: false,
  addedAt: new Date(0),
  builtIn: false,
  ...change,
});

test("a package that calls itself a part of the platform is refused unless a key of the platform signed it", async () => {
  const name = "@checkstack/weather";
  const refusals = async (...known: Publisher[]) =>
    makePreview(await facts(packed({ name, key }), { publishers: known })).refusals;
  expect(await refusals()).toEqual([`${name} calls itself a part of Checkstack, but no key of Checkstack signed it.`]);
  expect(await refusals(publisher())).toHaveLength(1);
  expect(await refusals(publisher({ builtIn: true }))).toEqual([]);
});

describe("what a catalog promised", () => {
  const expected = { name: "@acme/weather", version: "1.0.0" };
  const refusals = async (promise: NonNullable<PreviewFacts["fetched"]["expected"]>, signedBy = key) =>
    makePreview(
      await facts(packed({ key: signedBy }), {
        fetched: { source: { type: "catalog", package: "@acme/weather" }, expected: promise },
      }),
    ).refusals;

  test("is compared with the name, the version and the key of the package", async () => {
    expect(await refusals({ ...expected, publicKey: key.publicKey })).toEqual([]);
    expect(await refusals({ ...expected, version: "2.0.0" })).toEqual([
      "The catalog says that this is @acme/weather 2.0.0, but it is @acme/weather 1.0.0.",
    ]);
    expect(await refusals({ ...expected, name: "@evil/weather" })).toHaveLength(1);
    expect(await refusals({ ...expected, publicKey: key.publicKey }, generateKeyPair())).toHaveLength(1);
  });
});

test("an upgrade tells what the package may do that it may not now, and the other way round", () => {
  const plugin = (calls: string[], extensions: string[], rules: string[]) => ({
    pluginId: "weather",
    displayName: "Weather",
    backend: { name: "weather-backend", entry: "b.js", calls },
    adds: { accessRules: rules.map((id) => ({ id, description: id })), procedures: [], signals: [], extensions },
  });
  const before = { version: "1.0.0", plugins: [plugin(["catalog"], ["healthcheck.strategies"], ["read"])] };
  const after = { version: "2.0.0", plugins: [plugin(["auth", "catalog"], [], ["read", "manage"])] };
  expect(packageChanges(before, after)).toEqual({
    from: "1.0.0",
    plugins: { added: [], removed: [] },
    accessRules: { added: ["weather.manage"], removed: [] },
    calls: { added: ["auth"], removed: [] },
    extensions: { added: [], removed: ["healthcheck.strategies"] },
  });
});
