import { Readable } from "node:stream";
import { crc32, createGunzip } from "node:zlib";
import { MAX_FILES, MAX_RATIO, MAX_UNPACKED_BYTES, RATIO_FREE_BYTES } from "./limits.ts";
import { refuse } from "./refuse.ts";

/** Headers and padding of a tar archive, beside the files. */
const OVERHEAD_BYTES = MAX_FILES * 1024;

/**
 * Unpacks gzip (RFC 1952) piece by piece and stops, by throwing, at the first sign that it is more than a package can be.
 * One member is all there may be: what several members say, or what follows the last, could be read in two ways.
 */
export async function* gunzip(packed: Uint8Array): AsyncGenerator<Uint8Array> {
  if (packed[0] !== 0x1f || packed[1] !== 0x8b) refuse("The file is not gzip; upload the .tgz that plugin-pack made.");
  const limit = Math.min(MAX_UNPACKED_BYTES + OVERHEAD_BYTES, Math.max(RATIO_FREE_BYTES, packed.length * MAX_RATIO));
  let size = 0;
  let checksum = 0;
  const unpacked = Readable.from(slices(packed)).pipe(createGunzip());
  try {
    for await (const chunk of unpacked) {
      if (!(chunk instanceof Uint8Array)) continue;
      size += chunk.length;
      if (size > limit) {
        refuse(
          `The file unpacks to more than ${limit} bytes, which is ${MAX_RATIO} times its size or more than a package may have.`,
        );
      }
      checksum = crc32(chunk, checksum);
      yield chunk;
    }
  } catch (cause) {
    if (!isZlibError(cause)) throw cause;
    refuse(`The file is not sound gzip: ${cause.message}.`, { cause });
  } finally {
    unpacked.destroy();
  }
  const trailer = new DataView(packed.buffer, packed.byteOffset + packed.length - 8, 8);
  if (trailer.getUint32(0, true) !== checksum || trailer.getUint32(4, true) !== size % 2 ** 32) {
    refuse("The file holds more than one gzip member, or something behind it.");
  }
}

const SLICE_BYTES = 65_536;

function* slices(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) yield bytes.subarray(at, at + SLICE_BYTES);
}

/** `Z_DATA_ERROR`, `Z_BUF_ERROR` and the like. */
const isZlibError = (error: unknown): error is Error =>
  error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("Z_");
