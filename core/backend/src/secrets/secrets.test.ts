import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deriveKey } from "./derive-key.ts";
import { loadOrCreateSecret } from "./load-secret.ts";
import { createSecretBox } from "./secret-box.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "checkstack-secret-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const box = createSecretBox(new Uint8Array(32).fill(7));

test("a sealed text opens at its own place and is never the same twice", () => {
  const sealed = box.seal("pässword", "catalog/settings/token");
  expect(box.open(sealed, "catalog/settings/token")).toBe("pässword");
  expect(sealed).toStartWith("v1.");
  expect(sealed).not.toContain("pässword");
  expect(box.seal("pässword", "catalog/settings/token")).not.toBe(sealed);
  expect(box.open(box.seal("", "a"), "a")).toBe("");
});

test("a sealed text does not open elsewhere, changed, cut, or with another secret", () => {
  const sealed = box.seal("secret", "a");
  const flipped = sealed.slice(0, -2) + (sealed.at(-2) === "A" ? "B" : "A") + sealed.slice(-1);
  expect(() => box.open(sealed, "b")).toThrow("the secret at b cannot be decrypted");
  expect(() => box.open(flipped, "a")).toThrow("cannot be decrypted");
  expect(() => box.open(sealed.slice(0, 20), "a")).toThrow("not a value that this version sealed");
  expect(() => box.open("plain text", "a")).toThrow("not a value that this version sealed");
  expect(() => createSecretBox(new Uint8Array(32).fill(8)).open(sealed, "a")).toThrow("cannot be decrypted");
});

test("keys of different purposes differ and are stable", () => {
  const secret = new Uint8Array(32).fill(1);
  expect(deriveKey(secret, "a")).toEqual(deriveKey(secret, "a"));
  expect(deriveKey(secret, "a")).not.toEqual(deriveKey(secret, "b"));
  expect(deriveKey(secret, "a")).toHaveLength(32);
});

test("two processes that start at once on an empty data folder end with one secret, for its owner alone", async () => {
  const dataDir = join(folder, "fresh");
  const secrets = await Promise.all([1, 2, 3, 4].map(() => loadOrCreateSecret({ dataDir, env: {} })));
  for (const secret of secrets) expect(secret).toEqual(secrets[0] ?? new Uint8Array());
  expect((await stat(join(dataDir, "secret.key"))).mode & 0o777).toBe(0o600);
  expect(await readdir(dataDir)).toEqual(["secret.key"]);
  expect(await loadOrCreateSecret({ dataDir, env: {} })).toEqual(secrets[0] ?? new Uint8Array());
});

test("a secret file that others could read is closed to them", async () => {
  const dataDir = await mkdtemp(join(folder, "open-"));
  await writeFile(join(dataDir, "secret.key"), "x".repeat(40), { mode: 0o644 });
  await loadOrCreateSecret({ dataDir, env: {} });
  expect((await stat(join(dataDir, "secret.key"))).mode & 0o777).toBe(0o600);
});

test("CHECKSTACK_SECRET comes first, writes no file, and may not be short", async () => {
  const dataDir = join(folder, "unused");
  const secret = await loadOrCreateSecret({ dataDir, env: { CHECKSTACK_SECRET: "s".repeat(32) } });
  expect(secret).toEqual(new TextEncoder().encode("s".repeat(32)));
  expect(await Bun.file(join(dataDir, "secret.key")).exists()).toBe(false);
  expect(loadOrCreateSecret({ dataDir, env: { CHECKSTACK_SECRET: "short" } })).rejects.toThrow(
    "CHECKSTACK_SECRET holds a secret of 5 characters, at least 32 are needed",
  );
});
