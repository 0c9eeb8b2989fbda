import { ORPCError } from "@orpc/client";
import type { toFetchBody } from "@orpc/standard-server-fetch";

type StandardBody = Parameters<typeof toFetchBody>[0];

/**
 * Reads a body by its type: JSON, a form, text, or a file. Throws 413 `PAYLOAD_TOO_LARGE` as soon as it is known to be
 * over `limit` bytes, and 400 `INVALID_JSON`.
 */
export async function readBody(request: Request, limit: number): Promise<StandardBody> {
  const type = request.headers.get("content-type") ?? "application/json";
  if (type.startsWith("application/json")) return parseJson(await readText(request, limit));
  if (type.startsWith("text/plain")) return readText(request, limit);
  const bytes = await readBytes(request, limit);
  if (type.startsWith("multipart/form-data")) return parseForm(bytes, type);
  if (type.startsWith("application/x-www-form-urlencoded")) return new URLSearchParams(new TextDecoder().decode(bytes));
  return new File([bytes], fileName(request) ?? "blob", { type });
}

function parseJson(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ORPCError("INVALID_JSON", {
      status: 400,
      message: `The body is not valid JSON: ${cause instanceof Error ? cause.message : String(cause)}.`,
      cause,
    });
  }
}

async function parseForm(bytes: Uint8Array<ArrayBuffer>, type: string) {
  try {
    return await new Response(bytes, { headers: { "content-type": type } }).formData();
  } catch (cause) {
    throw new ORPCError("BAD_REQUEST", { status: 400, message: "The body is not a valid multipart form.", cause });
  }
}

async function readText(request: Request, limit: number): Promise<string> {
  if (refuseByLength(request, limit)) return request.text();
  return new TextDecoder().decode(await readChunks(request, limit));
}

async function readBytes(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  if (refuseByLength(request, limit)) return new Uint8Array(await request.arrayBuffer());
  return readChunks(request, limit);
}

/** True when the announced length is within the limit: the server reads no further than what was announced. */
function refuseByLength(request: Request, limit: number): boolean {
  const length = request.headers.get("content-length");
  if (length === null) return request.body === null;
  if (Number(length) > limit) throw tooLarge(limit);
  return true;
}

async function readChunks(request: Request, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

const tooLarge = (limit: number) =>
  new ORPCError("PAYLOAD_TOO_LARGE", {
    status: 413,
    message: `The body is larger than the ${limit} bytes allowed here.`,
  });

function fileName(request: Request): string | undefined {
  const disposition = request.headers.get("content-disposition");
  return disposition?.match(/filename="?([^";]+)"?/)?.[1];
}
