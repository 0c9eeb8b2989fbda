import { afterEach, describe, expect, setDefaultTimeout, test } from "bun:test";
import { createEgress } from "@checkstack/egress-node";
import type { SourceSettings } from "@checkstack/pluginmanager-common";
import { startTestRegistry, type TestRegistry } from "@checkstack/test-utils-backend";
import { failureOf } from "../testing/failure.ts";
import { packed } from "../testing/packed.ts";
import { createNpmInstaller } from "./npm-installer.ts";
import type { FetchContext } from "./plugin-installer.ts";

// Each package is really published, by npm, to a registry on loopback.
setDefaultTimeout(60_000);

const egress = createEgress({ allowPrivate: true });
const context: FetchContext = { onProgress: () => {} };
const open: TestRegistry[] = [];
afterEach(async () => {
  for (const registry of open.splice(0)) await registry[Symbol.asyncDispose]();
});

function registryWith(options?: { token?: string }): TestRegistry {
  const registry = startTestRegistry(options);
  open.push(registry);
  return registry;
}

type Settings = SourceSettings["registries"];
const settings = ({ url }: TestRegistry, change: Partial<Settings[number]> = {}): Settings[number] => ({
  id: "npm",
  name: "npm",
  url,
  scopes: [],
  ...change,
});
const weather = (version = "latest") => ({ type: "npm", package: "@acme/weather", version }) as const;

test("a published package is fetched byte for byte, by version, tag and range", async () => {
  const registry = registryWith();
  const files = new Map(["1.0.0", "1.1.0", "2.0.0-beta.1"].map((version) => [version, packed({ version })]));
  for (const [version, bytes] of files)
    await registry.publish(bytes, { tag: version.includes("beta") ? "next" : "latest" });
  const installer = createNpmInstaller({ registries: [settings(registry)], egress });
  const wanted = {
    latest: "1.1.0",
    next: "2.0.0-beta.1",
    "1.0.0": "1.0.0",
    "^1.0.0": "1.1.0",
    "~1.0.0": "1.0.0",
    "1.x": "1.1.0",
  };
  for (const [asked, version] of Object.entries(wanted)) {
    const told: number[] = [];
    const fetched = await installer.fetch(weather(asked), { onProgress: ({ done }) => told.push(done) });
    expect(fetched.source).toEqual(weather(version));
    expect(Buffer.from(fetched.bytes)).toEqual(Buffer.from(files.get(version) ?? ""));
    expect(told.at(-1)).toBe(fetched.bytes.length);
  }
});

test("what a registry does not have is told with what it has", async () => {
  const registry = registryWith();
  await registry.publish(packed());
  const installer = createNpmInstaller({ registries: [settings(registry)], egress });
  expect(await failureOf(installer.fetch(weather("^3.0.0"), context))).toBe(
    'NOT_IN_SOURCE: npm has no version "^3.0.0" of @acme/weather; the newest are 1.0.0.',
  );
  expect(await failureOf(installer.fetch({ ...weather(), package: "storm" }, context))).toBe(
    "NOT_IN_SOURCE: npm has no package storm.",
  );
  for (const version of ["constructor", "__proto__", "toString", ""]) {
    expect(await failureOf(installer.fetch(weather(version), context))).toStartWith("NOT_IN_SOURCE");
  }
});

test("a scope is fetched from its own registry with its token; others never see that", async () => {
  const [everyone, acme] = [registryWith(), registryWith({ token: "npm_acme" })];
  await acme.publish(packed());
  await everyone.publish(packed({ name: "weather" }));
  const registries = [
    settings(everyone),
    settings(acme, { id: "acme", name: "Acme", scopes: ["@acme"], token: "npm_acme" }),
  ];
  const installer = createNpmInstaller({ registries, egress });
  const before = everyone.requests.length;
  await installer.fetch(weather(), context);
  expect(everyone.requests.length).toBe(before);
  await installer.fetch({ ...weather(), package: "weather" }, context);
  expect(everyone.requests.slice(before).map(({ authorization }) => authorization)).toEqual([null, null]);
  const without = createNpmInstaller({ registries: [settings(acme, { name: "Acme" })], egress });
  expect(await failureOf(without.fetch(weather(), context))).toBe(
    "SOURCE_FAILED: Acme refuses access; is its token there, and right?",
  );
  expect(await failureOf(installer.fetch({ ...weather(), registry: "gone" }, context))).toBe(
    'SOURCE_UNKNOWN: The settings have no registry "gone"; add it under Sources.',
  );
});

test("a name with a password is sent as such", async () => {
  const registry = registryWith();
  await registry.publish(packed());
  const before = registry.requests.length;
  const installer = createNpmInstaller({ registries: [settings(registry, { token: "ada:secret" })], egress });
  await installer.fetch(weather(), context);
  const sent = registry.requests.slice(before).map(({ authorization }) => authorization);
  expect(sent).toEqual(["Basic YWRhOnNlY3JldA==", "Basic YWRhOnNlY3JldA=="]);
});

describe("a registry that lies", () => {
  test("about the contents of a file is refused, for one flipped byte", async () => {
    const registry = registryWith();
    await registry.publish(packed());
    for (const [path, bytes] of registry.tarballs) {
      const flipped = Buffer.from(bytes);
      flipped[100] = (flipped[100] ?? 0) ^ 1;
      registry.tarballs.set(path, flipped);
    }
    const installer = createNpmInstaller({ registries: [settings(registry)], egress });
    expect(await failureOf(installer.fetch(weather(), context))).toBe(
      "SOURCE_FAILED: The file of @acme/weather that npm gives is refused: its SHA512 is not the one that was announced.",
    );
  });

  test("or announces no hash at all is refused", async () => {
    const registry = registryWith();
    await registry.publish(packed());
    const dist = registry.packuments.get("@acme/weather")?.versions["1.0.0"]?.dist;
    delete dist?.["integrity"];
    delete dist?.["shasum"];
    const installer = createNpmInstaller({ registries: [settings(registry)], egress });
    expect(await failureOf(installer.fetch(weather(), context))).toContain("no hash was announced");
  });

  test("about where its files are does not get the token there", async () => {
    const [registry, elsewhere] = [registryWith({ token: "npm_acme" }), registryWith()];
    await registry.publish(packed());
    const dist = registry.packuments.get("@acme/weather")?.versions["1.0.0"]?.dist ?? {};
    for (const [path, bytes] of registry.tarballs) elsewhere.tarballs.set(path, bytes);
    dist["tarball"] = String(dist["tarball"]).replace(registry.url, elsewhere.url);
    const installer = createNpmInstaller({ registries: [settings(registry, { token: "npm_acme" })], egress });
    await installer.fetch(weather(), context);
    expect(elsewhere.requests.map(({ authorization }) => authorization)).toEqual([null]);
  });

  test("or leads to the metadata of the cloud, answers something else or nothing, is told so", async () => {
    const registry = registryWith();
    await registry.publish(packed());
    const dist = registry.packuments.get("@acme/weather")?.versions["1.0.0"]?.dist ?? {};
    dist["tarball"] = "http://169.254.169.254/latest/meta-data";
    const installer = createNpmInstaller({ registries: [settings(registry)], egress });
    expect(await failureOf(installer.fetch(weather(), context))).toContain("metadata");
    registry.extra.set("html", () => new Response("<html>"));
    expect(await failureOf(installer.fetch({ ...weather(), package: "html" }, context))).toBe(
      "SOURCE_FAILED: npm answers with something else than what was asked for; is its address right?",
    );
    registry.extra.set("broken", () => new Response("", { status: 500 }));
    expect(await failureOf(installer.fetch({ ...weather(), package: "broken" }, context))).toBe(
      "SOURCE_FAILED: npm answers with status 500.",
    );
    const gone = createNpmInstaller({ registries: [settings(registry, { url: "http://127.0.0.1:1" })], egress });
    expect(await failureOf(gone.fetch(weather(), context))).toBe(
      "SOURCE_FAILED: npm gave nothing: 127.0.0.1:1 cannot be reached: it refuses the connection.",
    );
  });
});

test("where and how a package was built is shown when its registry says so", async () => {
  const registry = registryWith();
  await registry.publish(packed());
  const dist = registry.packuments.get("@acme/weather")?.versions["1.0.0"]?.dist ?? {};
  dist["attestations"] = {
    url: `${registry.url}/attestations`,
    provenance: { predicateType: "https://slsa.dev/provenance/v1" },
  };
  const statement = {
    predicate: {
      buildDefinition: {
        externalParameters: {
          workflow: { repository: "https://github.com/acme/weather", path: ".github/workflows/release.yml" },
        },
        resolvedDependencies: [{ digest: { gitCommit: "0123abcd" } }],
      },
    },
  };
  const payload = Buffer.from(JSON.stringify(statement)).toString("base64");
  registry.extra.set("attestations", () =>
    Response.json({
      attestations: [{ predicateType: "https://slsa.dev/provenance/v1", bundle: { dsseEnvelope: { payload } } }],
    }),
  );
  const installer = createNpmInstaller({ registries: [settings(registry)], egress });
  expect((await installer.fetch(weather(), context)).provenance).toEqual({
    repository: "https://github.com/acme/weather",
    workflow: ".github/workflows/release.yml",
    commit: "0123abcd",
  });
  registry.extra.set("attestations", () => new Response("nonsense"));
  expect((await installer.fetch(weather(), context)).provenance).toBeUndefined();
});
