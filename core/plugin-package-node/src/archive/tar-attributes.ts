import { refuse } from "./refuse.ts";

/** Attributes that change nothing of what is read. */
const HARMLESS =
  /^(mtime|atime|ctime|comment|uid|gid|uname|gname|(LIBARCHIVE|SCHILY)\.(creationtime|dev|ino|nlink|xattr\.[^=]*))$/;

/**
 * Refuses extended attributes (POSIX.1-2017, pax) that give an entry another name, size or target: other programs would
 * read the archive in another way than this one.
 */
export function assertHarmlessAttributes(content: Uint8Array): void {
  for (let at = 0; at < content.length;) {
    const space = content.indexOf(0x20, at);
    const length = Number(ascii(content.subarray(at, space)));
    const end = at + length;
    const sound = space > at && space - at < 10 && Number.isInteger(length) && end > space && end <= content.length;
    const record = sound ? ascii(content.subarray(space + 1, end - 1)) : "";
    const key = record.slice(0, record.indexOf("="));
    if (!sound || key === "") refuse("The archive has extended attributes (PAX) that are not sound.");
    if (!HARMLESS.test(key)) {
      refuse(
        `The archive changes "${key.slice(0, 50)}" by an extended attribute (PAX), which a package has no need of.`,
      );
    }
    at = end;
  }
}

const ascii = (bytes: Uint8Array): string => new TextDecoder("latin1").decode(bytes);
