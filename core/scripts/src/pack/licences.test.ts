import { expect, test } from "bun:test";
import { join } from "node:path";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { licencesOf } from "./licences.ts";

test("the licences of what became part of a plugin come along", async () => {
  await using folder = await temporaryFolder({
    "one/LICENSE.md": "Copyright of one\n",
    "one/NOTICE": "Notice of one",
    "one/licenses.js": "code",
    "two/package.json": { license: "ISC" },
    "three/package.json": {},
  });
  const of = (name: string) => ({ name, version: "1.0.0", folder: join(folder.path, name) });
  const text = new TextDecoder().decode(licencesOf([of("one"), of("two"), of("three")]).get("licences.txt"));
  expect(text.split(`\n${"-".repeat(80)}\n\n`)).toEqual([
    "one 1.0.0\n\nCopyright of one\n\nNotice of one\n",
    "two 1.0.0\n\nLicense: ISC\n",
    "three 1.0.0\n\nLicense: not told\n",
  ]);
});

test("a plugin that is its author's alone has no such file", () => {
  expect(licencesOf([]).size).toBe(0);
});
