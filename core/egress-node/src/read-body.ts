import { EgressError } from "./egress-error.ts";

export interface BodyLimits {
  readonly maxBytes: number;
  readonly onProgress?: ((bytes: { done: number; total?: number }) => void) | undefined;
}

/** Reads a body whole, and no further than `maxBytes`. */
export async function readBody(
  response: Response,
  host: string,
  { maxBytes, onProgress }: BodyLimits,
): Promise<Uint8Array> {
  const tooLarge = () =>
    new EgressError("TOO_LARGE", `${host} answers with more than the ${maxBytes} bytes that are taken`);
  const announced = Number(response.headers.get("content-length") ?? Number.NaN);
  if (announced > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let done = 0;
  for await (const chunk of response.body ?? []) {
    done += chunk.length;
    if (done > maxBytes) throw tooLarge();
    chunks.push(chunk);
    onProgress?.({ done, ...(announced >= done && { total: announced }) });
  }
  return Buffer.concat(chunks);
}
