import { gzipSync } from "node:zlib";

/** An entry of an archive as somebody with ill intent writes it: every field can be what it likes. */
export interface RawEntry {
  readonly name: string;
  readonly content?: Uint8Array | string;
  readonly type?: string;
  readonly linkName?: string;
  /** The size field, byte for byte; made from the content when absent. */
  readonly size?: string | Uint8Array;
  readonly magic?: string;
  readonly prefix?: string;
  readonly checksum?: string;
}

export const END = Buffer.alloc(1024);

/** An archive with its end. */
export const rawTar = (entries: readonly RawEntry[], end: Uint8Array = END): Buffer =>
  Buffer.concat([...entries.flatMap(rawEntry), end]);

/** The same, packed. */
export const rawTgz = (entries: readonly RawEntry[]): Buffer => gzipSync(rawTar(entries));

export function rawEntry(entry: RawEntry): Uint8Array[] {
  const content = Buffer.from(entry.content ?? "");
  const block = Buffer.alloc(512);
  // The names may be UTF-8, and may be longer than their field.
  Buffer.from(entry.name).copy(block, 0, 0, 100);
  block.write("0000777\0", 100, "latin1");
  block.write("0000000\x000000000\0", 108, "latin1");
  if (entry.size instanceof Uint8Array) block.set(entry.size, 124);
  else block.write(entry.size ?? `${content.length.toString(8).padStart(11, "0")}\0`, 124, "latin1");
  block.write("00000000000\0", 136, "latin1");
  block.write(" ".repeat(8), 148, "latin1");
  block.write(entry.type ?? "0", 156, "latin1");
  block.write(entry.linkName ?? "", 157, 100, "latin1");
  block.write(entry.magic ?? "ustar\x0000", 257, "latin1");
  block.write(entry.prefix ?? "", 345, 155, "latin1");
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(entry.checksum ?? `${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return [block, content, Buffer.alloc(-content.length & 511)];
}

/** A record of extended attributes: its length counts itself. */
export function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  let length = rest.length;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return `${length}${rest}`;
}
