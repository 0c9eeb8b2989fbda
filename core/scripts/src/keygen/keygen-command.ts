import { open } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { generateKeyPair } from "@checkstack/plugin-package-node";
import type { Command } from "../command.ts";
import { Refusal } from "../pack/refusal.ts";

/** `keygen [file]`: a new key to sign packages with, readable for its owner alone. */
export const keygenCommand: Command = async (args) => {
  const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
  const [name = "publisher.key"] = positionals;
  const file = resolve(name);
  const { keyId, publicKey, privateKey } = generateKeyPair();
  await writeNew(file, privateKey);
  console.log(
    `The private key is in ${relative(".", file)}. Keep it to yourself, and keep a copy: nobody can make it again.`,
  );
  console.log(`key id      ${keyId}\npublic key  ${publicKey}`);
  return 0;
};

/** An existing key is never written over: everything it signed would be somebody else's. */
async function writeNew(file: string, text: string): Promise<void> {
  try {
    await using handle = await open(file, "wx", 0o600);
    await handle.writeFile(text);
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "EEXIST") {
      throw new Refusal([`${file} is there already, and may be a key; choose another name`], { cause });
    }
    throw cause;
  }
}
