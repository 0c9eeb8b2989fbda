import { expect, test } from "bun:test";
import { createHash } from "node:crypto";
import { gunzipSync, gzipSync } from "node:zlib";
import { fileHash, generateKeyPair, packPackage, PackageRefusedError, readPackage } from "./index.ts";
import { rawTgz } from "./testing/raw-tar.ts";
import { weatherFiles, weatherManifest, weatherPackage, weatherPlugin } from "./testing/weather-package.ts";

const reasonsOf = (bytes: Uint8Array): Promise<readonly string[]> =>
  readPackage(bytes).then(
    () => [],
    (error: unknown) => {
      if (error instanceof PackageRefusedError) return error.reasons;
      throw error;
    },
  );

const packed = (change: object): Uint8Array =>
  packPackage({ files: weatherFiles(), packageJson: { ...weatherManifest(), ...change } }).bytes;

const packedPlugin = (change: object): Uint8Array =>
  packed({ checkstack: { type: "packed", format: 1, plugins: [{ ...weatherPlugin(), ...change }] } });

test("a packed plugin is read as it was written", async () => {
  const { bytes, sha256, fileName } = packPackage(weatherPackage());
  const read = await readPackage(bytes);
  expect(fileName).toBe("acme-weather-1.2.0.tgz");
  expect(read).toMatchObject({ sha256, size: bytes.length, signature: { state: "unsigned" } });
  expect(sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
  expect(read.manifest).toMatchObject({ name: "@acme/weather", version: "1.2.0", author: "Acme" });
  expect(read.manifest.checkstack.plugins[0]).toEqual(weatherPlugin());
  for (const [path, content] of weatherFiles())
    expect(Buffer.from(read.files.get(path) ?? "")).toEqual(Buffer.from(content));
  expect(read.unpackedSize).toBe([...read.files.values()].reduce((sum, file) => sum + file.length, 0));
});

test("the same input gives the same bytes, in whatever order it comes", () => {
  const files = new Map([...weatherFiles()].toReversed());
  expect(packPackage({ ...weatherPackage(), files }).bytes).toEqual(packPackage(weatherPackage()).bytes);
});

test("a signed package names its key", async () => {
  const key = generateKeyPair();
  const { signature } = await readPackage(packPackage({ ...weatherPackage(), key }).bytes);
  expect(signature).toEqual({ state: "signed", keyId: key.keyId, publicKey: key.publicKey });
});

test("a signature is invalid over another manifest, by another key, under another key id, or in no form", async () => {
  const key = generateKeyPair();
  const other = generateKeyPair();
  const { files } = await readPackage(packPackage({ ...weatherPackage(), key }).bytes);
  const signed = JSON.parse(Buffer.from(files.get("checkstack.sig.json") ?? "").toString());
  const changed = Buffer.from(files.get("package.json") ?? "")
    .toString()
    .replace('"1.2.0"', '"1.3.0"');
  const renamed = Buffer.from(files.get("package.json") ?? "")
    .toString()
    .replace('"@acme/weather"', '"@evil/weather"');
  const withFile = (path: string, content: string): Uint8Array =>
    rawTgz(
      [...new Map([...files, [path, Buffer.from(content)]])].map(([name, bytes]) => ({
        name: `package/${name}`,
        content: bytes,
      })),
    );
  const forged = [
    withFile("package.json", changed),
    withFile("package.json", renamed),
    ...[
      { ...signed, publicKey: other.publicKey, keyId: other.keyId },
      { ...signed, keyId: other.keyId },
      { ...signed, signature: Buffer.alloc(64).toString("base64") },
      { ...signed, signature: "" },
      { ...signed, publicKey: "AAAA" },
      { ...signed, publicKey: Buffer.alloc(32, 255).toString("base64") },
      { keyId: signed.keyId },
    ].map((signature) => withFile("checkstack.sig.json", JSON.stringify(signature))),
    withFile("checkstack.sig.json", "no JSON"),
  ];
  for (const bytes of forged) expect((await readPackage(bytes)).signature.state).toBe("invalid");
});

test("a file that is changed, added or missing after the manifest was written is named", async () => {
  const { files } = await readPackage(packPackage({ ...weatherPackage(), key: generateKeyPair() }).bytes);
  const archive = (change: (files: Map<string, Uint8Array>) => void): Buffer => {
    const copy = new Map(files);
    change(copy);
    return rawTgz([...copy].map(([name, content]) => ({ name: `package/${name}`, content })));
  };
  expect(await reasonsOf(archive((all) => all.set("weather-backend/index.js", Buffer.from("evil"))))).toEqual([
    "The file weather-backend/index.js is not the one that package.json lists: its SHA-256 is another.",
  ]);
  expect(await reasonsOf(archive((all) => all.set("evil.js", Buffer.from(""))))).toEqual([
    'The file evil.js is not listed in package.json, field "checkstack.files".',
  ]);
  expect(await reasonsOf(archive((all) => all.delete("README.md")))).toEqual([
    "The file README.md, which package.json lists, is not in the package.",
  ]);
});

test("one flipped byte anywhere is noticed, or changes nothing that is read", async () => {
  const { bytes } = packPackage({ ...weatherPackage(), key: generateKeyPair() });
  const honest = await readPackage(bytes);
  for (let at = 0; at < bytes.length; at++) {
    const flipped = Buffer.from(bytes);
    flipped[at] = (flipped[at] ?? 0) ^ 1;
    const read = await readPackage(flipped).catch(() => undefined);
    if (read)
      expect({ at, files: read.files, signature: read.signature }).toEqual({
        at,
        files: honest.files,
        signature: honest.signature,
      });
  }
});

test("whatever is wrong in package.json is told in sentences with the field", async () => {
  expect(await reasonsOf(packed({ name: "Acme Weather", version: "one" }))).toEqual([
    'package.json, field "name": "Acme Weather" is not the name of an npm package.',
    'package.json, field "version": "one" is not a version (https://semver.org), such as 1.2.0.',
  ]);
  expect(await reasonsOf(packed({ checkstack: { type: "backend", pluginId: "weather" } }))).toEqual([
    'package.json says that "checkstack.type" is "backend": this is the source of a plugin; pack it with "bunx @checkstack/scripts plugin-pack".',
  ]);
  expect(
    await reasonsOf(rawTgz([{ name: "package/package.json", content: '{"name":"left-pad","version":"1.3.0"}' }])),
  ).toEqual(['package.json has no "checkstack" field: this is not a plugin of Checkstack.']);
  expect(await reasonsOf(packedPlugin({ pluginId: "Weather!" }))).toEqual([
    'package.json, field "checkstack.plugins.0.pluginId": must be a plugin id: small letters, digits and hyphens, at most 40.',
  ]);
  expect(
    await reasonsOf(packedPlugin({ backend: { ...weatherPlugin().backend, name: "@acme/catalog-backend" } })),
  ).toEqual([
    'package.json, field "checkstack.plugins.0.backend.name": "@acme/catalog-backend" must be called "weather-backend", with a scope or without, because the plugin\'s id is "weather".',
  ]);
  expect(await reasonsOf(packedPlugin({ frontend: { ...weatherPlugin().frontend, entry: "missing.js" } }))).toEqual([
    'package.json, field "checkstack.plugins.0.frontend.entry": there is no file missing.js in the package.',
  ]);
});

test("what would have to be installed or run beside the package is told in sentences with the field", async () => {
  const cases = {
    dependencies: {
      "left-pad": "^1.0.0",
      mine: "workspace:*",
      near: "file:../near",
      far: "git+ssh://git@github.com/a/b.git",
      zod: "^4.0.0",
    },
    peerDependencies: { react: "workspace:^", vue: "^3.0.0" },
    devDependencies: { own: "link:../own", fine: "^1.2.3 || >=3.0.0-rc.1 <4" },
    scripts: { postinstall: "touch /tmp/canary", test: "bun test" },
    trustedDependencies: ["left-pad"],
    bundledDependencies: ["left-pad"],
  };
  const fields = (await reasonsOf(packed(cases))).map((reason) => /field "([^"]+)"/.exec(reason)?.[1]);
  expect(fields).toEqual([
    "dependencies.left-pad",
    "dependencies.mine",
    "dependencies.near",
    "dependencies.far",
    "dependencies.zod",
    "bundledDependencies",
    "peerDependencies.react",
    "peerDependencies.vue",
    "devDependencies.own",
    "scripts.postinstall",
    "trustedDependencies",
  ]);
});

test("a plugin that brings its own copy of a host package is told which", async () => {
  const build = async (code: string, name: string): Promise<string> => {
    const entry = `${import.meta.dir}/${name}.ts`;
    const result = await Bun.build({ entrypoints: [entry], files: { [entry]: code }, target: "bun", minify: true });
    return (await result.outputs[0]?.text()) ?? "";
  };
  const copy = await build(
    'import * as z from "zod"; export default z.object({ a: z.string() }).parse({ a: "" });',
    "copy",
  );
  const files = weatherFiles().set("weather-backend/index.js", Buffer.from(copy));
  expect(copy.length).toBeGreaterThan(10_000);
  expect(await reasonsOf(packPackage({ ...weatherPackage(), files }).bytes)).toEqual([
    "The file weather-backend/index.js has its own copy of zod, which the platform gives; leave it out of the bundle (plugin-pack does).",
  ]);
});

test("what is not a single sound gzip member is refused", async () => {
  const { bytes } = packPackage(weatherPackage());
  const twice = Buffer.concat([bytes, gzipSync("more")]);
  const trailed = Buffer.concat([bytes, Buffer.from("#!/bin/sh\n")]);
  const twiceHarmless = Buffer.concat([bytes, gzipSync(new Uint8Array(1024))]);
  const sentence = "The file holds more than one gzip member, or something behind it.";
  expect(await reasonsOf(twice)).toEqual(["The archive goes on behind its end."]);
  expect(await reasonsOf(twiceHarmless)).toEqual([sentence]);
  expect(await reasonsOf(trailed)).toEqual(["The file is not sound gzip: incorrect header check."]);
  expect(await reasonsOf(bytes.subarray(0, -20))).toHaveLength(1);
  expect(await reasonsOf(gunzipSync(bytes))).toEqual(["The file is not gzip; upload the .tgz that plugin-pack made."]);
  expect(await reasonsOf(new Uint8Array())).toHaveLength(1);
});

test("the hash of a file is written as browsers write it", () => {
  expect(fileHash(Buffer.from("abc"))).toBe("sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
});
