import { expect, test } from "bun:test";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { signingKeyOf } from "@checkstack/plugin-package-node";
import { runScripts } from "../testing/run-scripts.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

test("a key is readable for its owner alone, told by its id, and never written over", async () => {
  await using folder = await temporaryFolder();
  const { code, output } = await runScripts(folder.path, "keygen", "acme.key");
  const file = join(folder.path, "acme.key");
  const pem = readFileSync(file, "utf8");
  const { keyId, publicKey } = signingKeyOf(pem);
  expect(code).toBe(0);
  expect(output).toContain(keyId);
  expect(output).toContain(publicKey);
  expect(output).not.toContain(pem.split("\n")[1]);
  expect(statSync(file).mode & 0o777).toBe(0o600);

  expect(await runScripts(folder.path, "keygen", "acme.key")).toEqual({
    code: 1,
    output: expect.stringContaining("is there already"),
  });
  expect(readFileSync(file, "utf8")).toBe(pem);
});
