import { relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Command } from "../command.ts";
import { buildPackage } from "./build-package.ts";
import { readKey } from "./read-key.ts";
import { packContent, writePackage } from "./write-package.ts";

/** `plugin-pack`: packs the plugin or the bundle in the current folder. */
export const packCommand: Command = async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      bundle: { type: "boolean", default: false },
      "validate-only": { type: "boolean", default: false },
      "out-dir": { type: "string", default: "." },
      key: { type: "string" },
    },
  });
  const key = values.key === undefined ? undefined : await readKey(resolve(values.key));
  const content = await buildPackage(resolve("."), { mustBeBundle: values.bundle });
  const packed = await packContent(content, key);
  for (const note of content.notes) console.log(`Note: ${note}.`);
  const what = `${content.name} ${content.version}`;
  if (values["validate-only"]) {
    console.log(`${what} is sound.`);
    return 0;
  }
  const file = await writePackage(resolve(values["out-dir"]), packed);
  const size = `${Math.ceil(packed.bytes.length / 1024)} KB`;
  const signature = key === undefined ? "not signed" : `signed with ${key.keyId}`;
  console.log(`${relative(".", file)}: ${what}, ${size}, ${signature}\nsha256 ${packed.sha256}`);
  return 0;
};
