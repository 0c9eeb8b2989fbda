import { refuse, shown } from "./refuse.ts";

/** One header of a tar archive (POSIX.1-2017, pax, "ustar Interchange Format"). */
export interface TarHeader {
  readonly name: string;
  readonly size: number;
  readonly kind: "file" | "folder" | "attributes";
}

export const BLOCK_BYTES = 512;

/** Parses the header of a file, a folder or extended attributes. Throws for whatever else there is. */
export function parseTarHeader(block: Uint8Array): TarHeader {
  if (sumOf(block) !== octal(block, 148, 8))
    refuse("The archive is not a sound tar: the checksum of a header is wrong.");
  // GNU's own format keeps times where ustar keeps the first part of the name.
  const prefix = text(block, 257, 8) === "ustar\x0000" ? untilZero(text(block, 345, 155)) : "";
  const last = untilZero(text(block, 0, 100));
  const name = prefix === "" ? last : `${prefix}/${last}`;
  const kind = kindOf(text(block, 156, 1), name);
  const size = octal(block, 124, 12);
  if (size === undefined) refuse(`The size of ${shown(name)} in the archive is not a number.`);
  if (kind === "folder" && size > 0) refuse(`The folder ${shown(name)} in the archive says that it has content.`);
  return { name, size, kind };
}

export const isZeroBlock = (block: Uint8Array): boolean => block.every((byte) => byte === 0);

function kindOf(type: string, name: string): TarHeader["kind"] {
  if (type === "0" || type === "\0") return name.endsWith("/") ? "folder" : "file";
  if (type === "5") return "folder";
  if (type === "x" || type === "g") return "attributes";
  const what = REFUSED_KINDS[type] ?? `an entry of type ${shown(type)}`;
  return refuse(`${shown(name)} in the archive is ${what}; a package has files and folders alone.`);
}

const REFUSED_KINDS: Readonly<Record<string, string>> = {
  "1": "a hard link",
  "2": "a symbolic link",
  "3": "a character device",
  "4": "a block device",
  "6": "a FIFO",
  "7": "a contiguous file",
  D: "a GNU directory dump",
  K: "a GNU long link name",
  L: "a GNU long name",
  M: "a continuation of another volume",
  N: "a GNU long name of the old kind",
  S: "a sparse file",
  V: "a volume label",
  X: "an extended header of the old kind",
};

/** The checksum of a header: the sum of its bytes, its own field counted as spaces. */
const sumOf = (block: Uint8Array): number =>
  block.reduce((sum, byte, index) => sum + (index >= 148 && index < 156 ? 0x20 : byte), 0);

/** Octal digits with spaces or zeros around; `undefined` for anything else, such as the negative sizes of base 256. */
function octal(block: Uint8Array, start: number, length: number): number | undefined {
  const digits = /^[ ]*([0-7]+)[ \0]*$/.exec(text(block, start, length))?.[1];
  return digits === undefined ? undefined : Number.parseInt(digits, 8);
}

/** Byte for byte, so that nothing is decoded in two ways. */
const text = (block: Uint8Array, start: number, length: number): string =>
  String.fromCharCode(...block.subarray(start, start + length));

const untilZero = (field: string): string => {
  const end = field.indexOf("\0");
  return end === -1 ? field : field.slice(0, end);
};
