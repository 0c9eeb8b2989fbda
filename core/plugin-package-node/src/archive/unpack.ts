import { createByteReader } from "./byte-reader.ts";
import { filePathOf } from "./file-path.ts";
import { gunzip } from "./gunzip.ts";
import { MAX_FILES, MAX_UNPACKED_BYTES } from "./limits.ts";
import { refuse, shown } from "./refuse.ts";
import { assertHarmlessAttributes } from "./tar-attributes.ts";
import { BLOCK_BYTES, isZeroBlock, parseTarHeader } from "./tar-header.ts";

const MAX_ATTRIBUTE_BYTES = 65_536;
/** Behind the end, tar fills its last record of 10 KB, and some programs more. */
const MAX_PADDING_BYTES = 1_000_000;

/** Every file of an npm package by its path within `package/`. Throws `PackageRefusedError`; writes nothing. */
export async function unpack(packed: Uint8Array): Promise<Map<string, Uint8Array>> {
  const pieces = gunzip(packed);
  try {
    return await readFiles(pieces);
  } finally {
    await pieces.return(undefined);
  }
}

async function readFiles(pieces: AsyncGenerator<Uint8Array>): Promise<Map<string, Uint8Array>> {
  const reader = createByteReader(pieces);
  const files = new Map<string, Uint8Array>();
  const names = createNames();
  let budget = MAX_UNPACKED_BYTES;
  for (let entries = 0; ; entries++) {
    const block = await reader.read(BLOCK_BYTES);
    if (!block) refuse("The archive is cut short.");
    if (isZeroBlock(block)) break;
    if (entries >= MAX_FILES) refuse(`The archive has more than ${MAX_FILES} entries.`);
    const header = parseTarHeader(block);
    if (header.kind === "folder") {
      if (header.name.replace(/\/$/, "") !== "package") filePathOf(header.name.replace(/\/$/, ""));
      continue;
    }
    if (header.kind === "attributes" && header.size > MAX_ATTRIBUTE_BYTES)
      refuse("The archive has endless extended attributes (PAX).");
    budget -= header.size;
    // Judged by what the header says, before any of it is unpacked.
    if (budget < 0) refuse(`The files of the package have more than ${MAX_UNPACKED_BYTES} bytes.`);
    const path = header.kind === "file" ? filePathOf(header.name) : undefined;
    if (path !== undefined) names.add(path);
    const content = await reader.read(header.size);
    const padding = await reader.read(-header.size & (BLOCK_BYTES - 1));
    if (!content || !padding) refuse(`The archive is cut short within ${shown(header.name)}.`);
    if (path === undefined) assertHarmlessAttributes(content);
    else files.set(path, content);
  }
  if (!(await reader.onlyZerosLeft(MAX_PADDING_BYTES))) refuse("The archive goes on behind its end.");
  return files;
}

/** Refuses a second file of a name, which one system would see as the same and another as a different one. */
function createNames() {
  const files = new Set<string>();
  const folders = new Set<string>();
  return {
    add(path: string): void {
      const name = path.toLowerCase();
      const parts = name.split("/");
      const parents = parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
      if (files.has(name))
        refuse(`${shown(path)} is in the package twice, or differs from another file by capitals alone.`);
      if (folders.has(name) || parents.some((parent) => files.has(parent))) {
        refuse(`${shown(path)} is in the package as a file and as a folder.`);
      }
      files.add(name);
      for (const parent of parents) folders.add(parent);
    },
  };
}
