import { readFile } from "node:fs/promises";
import { signingKeyOf, type SigningKey } from "@checkstack/plugin-package-node";
import { Refusal } from "./refusal.ts";

/** The key in a file that `keygen` made. */
export async function readKey(file: string): Promise<SigningKey> {
  try {
    return signingKeyOf(await readFile(file, "utf8"));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Refusal([`the key ${file} cannot be used: ${reason}`], { cause });
  }
}
