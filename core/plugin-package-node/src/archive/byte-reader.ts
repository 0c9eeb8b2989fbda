/** Takes exact numbers of bytes from pieces of any size. */
export interface ByteReader {
  /** A copy of the next `count` bytes; `undefined` when there are not as many. */
  read(count: number): Promise<Uint8Array | undefined>;
  /** Whether nothing but zeros is left, and no more than `limit` of them. Reads to the end. */
  onlyZerosLeft(limit: number): Promise<boolean>;
}

export function createByteReader(pieces: AsyncIterator<Uint8Array>): ByteReader {
  let piece: Uint8Array = new Uint8Array();
  let at = 0;

  async function fill(): Promise<boolean> {
    while (at === piece.length) {
      const next = await pieces.next();
      if (next.done) return false;
      piece = next.value;
      at = 0;
    }
    return true;
  }

  return {
    async read(count) {
      const bytes = new Uint8Array(count);
      for (let filled = 0; filled < count;) {
        if (!(await fill())) return undefined;
        const part = piece.subarray(at, at + count - filled);
        bytes.set(part, filled);
        filled += part.length;
        at += part.length;
      }
      return bytes;
    },
    async onlyZerosLeft(limit) {
      for (let left = limit; await fill(); at = piece.length) {
        left -= piece.length - at;
        if (left < 0 || piece.subarray(at).some((byte) => byte !== 0)) return false;
      }
      return true;
    },
  };
}
