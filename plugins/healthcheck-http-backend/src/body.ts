import type { IncomingMessage } from "node:http";
import type { Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { Finding } from "./finding.ts";

export interface Body {
  readonly bytes: Buffer;
  /** There was more than the limit. */
  readonly truncated: boolean;
}

/** Reads a body up to `limit` bytes, before and after decompression, and then no further. */
export function readBody(response: IncomingMessage, limit: number): Promise<Body> {
  return new Promise((succeed, fail) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let received = 0;
    let done = false;
    const finish = (truncated: boolean): void => {
      if (done) return;
      done = true;
      // At once, instead of after the courtesies of closing: it saves a system call in each run.
      response.socket?.destroy();
      decoder?.destroy();
      succeed({ bytes: chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks), truncated });
    };
    const keep = (chunk: Buffer): void => {
      if (done) return;
      chunks.push(chunk.subarray(0, limit - size));
      size += chunk.length;
      if (size > limit) finish(true);
    };
    const end = (): void => finish(false);
    const broken = (): void =>
      fail(
        new Finding(
          "CONNECTION_RESET",
          `the connection was closed after ${received} bytes, before the end of the body`,
        ),
      );

    const decoder = decoderFor(response.headers["content-encoding"]);
    decoder
      ?.on("data", keep)
      .on("end", end)
      .on("error", (cause) =>
        fail(new Finding("PROTOCOL_ERROR", `the body cannot be decompressed: ${cause.message}`, { cause })),
      );
    response
      .on("data", (chunk: Buffer) => {
        received += chunk.length;
        if (!decoder) return keep(chunk);
        if (received > limit) return finish(true);
        if (!done && !decoder.write(chunk)) response.pause();
      })
      .on("end", () => {
        if (!response.complete) return broken();
        if (decoder && received > 0) decoder.end();
        else end();
      })
      .on("error", broken)
      .on("close", () => {
        if (!response.complete && !done) broken();
      });
    decoder?.on("drain", () => response.resume());
  });
}

function decoderFor(encoding: string | undefined): Transform | undefined {
  switch (encoding?.trim().toLowerCase()) {
    case "gzip":
    case "x-gzip":
      return createGunzip();
    case "deflate":
      return createInflate();
    case "br":
      return createBrotliDecompress();
    default:
      return undefined;
  }
}
