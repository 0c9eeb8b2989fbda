import { expect, setDefaultTimeout, test } from "bun:test";
import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  catalogIndexSchema,
  detachedSignatureSchema,
  generateKeyPair,
  packPackage,
  signatureProblem,
  type SigningKey,
} from "@checkstack/plugin-package-node";
import { runScripts } from "../testing/run-scripts.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

setDefaultTimeout(60_000);

const OWN = join(import.meta.dir, "../../../plugin-catalog-common/source.json");

function packed(
  version: string,
  { key, name = "@acme/weather" }: { key?: SigningKey; name?: string } = {},
): Uint8Array {
  const adds = { accessRules: [], procedures: [], signals: [], extensions: [] };
  const backend = { name: "@acme/weather-backend", entry: "weather-backend/index.js" };
  return packPackage({
    files: new Map([["weather-backend/index.js", Buffer.from("export default {};")]]),
    packageJson: {
      name,
      version,
      description: "Tells the weather",
      license: "MIT",
      peerDependencies: { "@checkstack/backend-api": "^0.1.0" },
      checkstack: {
        type: "packed",
        format: 1,
        plugins: [{ pluginId: "weather", displayName: "Weather", backend, adds }],
      },
    },
    key,
  }).bytes;
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

const source = (change: object = {}) =>
  JSON.stringify({
    name: "Acme",
    entries: [
      {
        packed: ["weather-1.0.0.tgz", "weather-1.1.0.tgz"],
        from: { type: "npm" },
        categories: ["Integrations"],
        publisher: "Acme",
        screenshots: [{ path: "shot.png", alt: "The page" }],
        ...change,
      },
    ],
  });

test("our own catalog lists what is in plugins/, and is signed", async () => {
  expect(await runScripts(".", "catalog", OWN, "--check")).toEqual({ code: 0, output: "" });
  expect(await Bun.file(OWN.replace("source.json", "index.json.sig")).exists()).toBe(true);
});

test("an index is made out of packed files, with their hashes, ranges and key, and signed", async () => {
  await using folder = await temporaryFolder();
  const at = (name: string): string => join(folder.path, name);
  const key = generateKeyPair();
  const files = { "1.0.0": packed("1.0.0", { key }), "1.1.0": packed("1.1.0", { key }) };
  for (const [version, bytes] of Object.entries(files)) await writeFile(at(`weather-${version}.tgz`), bytes);
  await writeFile(at("shot.png"), "a picture");
  await writeFile(at("publisher.key"), key.privateKey);
  await writeFile(at("source.json"), source());
  const { code, output } = await runScripts(folder.path, "catalog", "--key", "publisher.key");
  expect({ code, output }).toEqual({ code: 0, output: `index.json is written, signed with ${key.keyId}.\n` });

  const bytes = await Bun.file(at("index.json")).bytes();
  const index = catalogIndexSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
  const ranges = { peerDependencies: { "@checkstack/backend-api": "^0.1.0" } };
  expect(index.entries).toMatchObject([
    {
      package: "@acme/weather",
      displayName: "Weather",
      description: "Tells the weather",
      license: "MIT",
      publisher: { name: "Acme", publicKey: key.publicKey },
      pluginIds: ["weather"],
      screenshots: [{ path: "shot.png", sha256: sha256(Buffer.from("a picture")) }],
      versions: Object.entries(files).map(([version, file]) => ({
        version,
        sha256: sha256(file),
        source: { type: "npm", package: "@acme/weather" },
        ...ranges,
      })),
    },
  ]);
  const signature = detachedSignatureSchema.parse(await Bun.file(at("index.json.sig")).json());
  expect(signatureProblem(bytes, signature)).toBeUndefined();
  expect((await runScripts(folder.path, "catalog", "--check")).code).toBe(0);
  // Says the same, and is not what was signed.
  await writeFile(at("index.json"), JSON.stringify(index));
  expect(await runScripts(folder.path, "catalog", "--check")).toEqual({
    code: 1,
    output: expect.stringContaining("index.json has a signature that is not valid"),
  });

  await writeFile(
    at("source.json"),
    source({ from: { type: "github", repository: "acme/weather" }, displayName: "Sun" }),
  );
  expect(await runScripts(folder.path, "catalog", "--check")).toEqual({
    code: 1,
    output: expect.stringContaining("index.json is not what its source makes"),
  });
  await runScripts(folder.path, "catalog");
  expect(await Bun.file(at("index.json.sig")).exists()).toBe(false);
  expect(catalogIndexSchema.parse(await Bun.file(at("index.json")).json()).entries[0]?.versions[1]?.source).toEqual({
    type: "github",
    repository: "acme/weather",
    tag: "v1.1.0",
    asset: "weather-1.1.0.tgz",
  });
});

test("what is no package, or a package of somebody else, is refused by its file", async () => {
  await using folder = await temporaryFolder();
  const at = (name: string): string => join(folder.path, name);
  await writeFile(at("shot.png"), "");
  await writeFile(at("source.json"), source());
  await writeFile(at("weather-1.0.0.tgz"), packed("1.0.0"));
  await writeFile(at("weather-1.1.0.tgz"), "nonsense");
  expect((await runScripts(folder.path, "catalog")).output).toContain("weather-1.1.0.tgz: The file is not gzip");
  await writeFile(at("weather-1.1.0.tgz"), packed("1.1.0", { name: "@evil/weather" }));
  expect((await runScripts(folder.path, "catalog")).output).toContain("is of another package than");
  await writeFile(at("source.json"), JSON.stringify({ name: "Acme", surprise: true }));
  expect((await runScripts(folder.path, "catalog")).output).toContain("surprise");
});
