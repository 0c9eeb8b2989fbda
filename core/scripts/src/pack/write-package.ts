import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  PackageRefusedError,
  packPackage,
  readPackage,
  type PackedPackage,
  type SigningKey,
} from "@checkstack/plugin-package-node";
import type { PackageContent } from "./build-package.ts";
import { Refusal } from "./refusal.ts";

/** Packs, and reads the result as the platform will: what it would refuse is refused here. */
export async function packContent(content: PackageContent, key?: SigningKey): Promise<PackedPackage> {
  const packed = packPackage({ ...content, key });
  try {
    await readPackage(packed.bytes);
    return packed;
  } catch (error) {
    if (error instanceof PackageRefusedError) throw new Refusal(error.reasons, { cause: error });
    throw error;
  }
}

/** Writes the packed file into a folder; gives its path. */
export async function writePackage(outDir: string, { fileName, bytes }: PackedPackage): Promise<string> {
  const file = join(outDir, fileName);
  await mkdir(outDir, { recursive: true });
  await writeFile(file, bytes);
  return file;
}
