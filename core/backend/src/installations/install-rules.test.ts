import { expect, test } from "bun:test";
import { judge, type InstallFacts } from "./install-rules.ts";
import type { StoredPackage } from "./stored-package.ts";

const plugin = (pluginId: string) => ({
  pluginId,
  displayName: pluginId,
  adds: { accessRules: [], procedures: [], signals: [], extensions: [] },
});

const candidate = (version: string, { name = "@acme/demo", ids = ["demo"] } = {}): InstallFacts["candidate"] => ({
  sha256: `of ${version}`,
  manifest: { name, version, peerDependencies: {}, plugins: ids.map(plugin), files: {} },
});

function installed(version: string, options: { name?: string; ids?: string[] } = {}): StoredPackage {
  const { sha256, manifest } = candidate(version, options);
  const kept = {
    version,
    sha256,
    manifest,
    source: null,
    signer: null,
    runs: "isolated" as const,
    installedAt: new Date(0),
  };
  const whole = {
    ...kept,
    name: manifest.name,
    size: 1,
    state: "enabled" as const,
    grantedCalls: [],
    installedBy: "Ada",
  };
  return { ...whole, generation: "1", fallback: null, versions: [kept] };
}

const judged = (facts: Partial<InstallFacts>) =>
  judge({
    candidate: candidate("1.0.0"),
    installed: [],
    owners: [],
    builtIn: new Map(),
    dependentsOf: () => [],
    ...facts,
  });

test.each([
  ["nothing", "1.0.0", "install"],
  ["1.0.0", "1.0.0", "reinstall"],
  ["1.9.0", "1.10.0", "upgrade"],
  ["2.0.0-beta.2", "2.0.0", "upgrade"],
  ["2.0.0", "2.0.0-beta.2", "downgrade"],
] as const)("where %s is installed, %s counts as %s", (before, version, action) => {
  const known = before === "nothing" ? [] : [installed(before)];
  expect(judged({ installed: known, candidate: candidate(version) }).action).toBe(action);
});

test("nothing stands against a package that is new, or a newer one of the same publisher", () => {
  const owners = [{ pluginId: "demo", packageName: "@acme/demo", publicKey: null }];
  expect(judged({})).toEqual({ action: "install", consents: [], refusals: [] });
  const newer = { installed: [installed("0.9.0")], owners };
  expect(judged(newer)).toEqual({ action: "upgrade", consents: [], refusals: [] });
});

test("a yes is needed once, whatever number of plugins was another publisher's", () => {
  const owners = ["demo", "other"].map((pluginId) => ({ pluginId, packageName: "@was/here", publicKey: null }));
  const { consents } = judged({ candidate: candidate("1.0.0", { ids: ["demo", "other"] }), owners });
  expect(consents.map(({ id }) => id)).toEqual(["other-publisher"]);
  expect(consents[0]?.sentence).toContain('"demo"');
  expect(consents[0]?.sentence).toContain('"other"');
});

test("every reason against a package is told", () => {
  const { refusals } = judged({
    candidate: { ...candidate("1.0.0", { ids: ["catalog", "taken"] }), sha256: "another" },
    installed: [installed("1.0.0"), installed("1.0.0", { name: "@other/taken", ids: ["taken"] })],
    builtIn: new Map([["catalog", "@checkstack/catalog-backend"]]),
    dependentsOf: (pluginId) => [{ pluginId: `friend-of-${pluginId}`, why: "calls it" }],
  });
  expect(refusals).toEqual([
    'The plugin id "catalog" belongs to @checkstack/catalog-backend, a part of the platform.',
    'The plugin id "taken" belongs to @other/taken, which is installed; uninstall that first.',
    "Version 1.0.0 of @acme/demo is known with other contents; what changes needs another version.",
    'This version has no plugin "demo" any more, and plugin "friend-of-demo" calls it.',
  ]);
});
