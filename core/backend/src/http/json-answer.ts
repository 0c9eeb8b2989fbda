export interface JsonAnswer {
  readonly status: number;
  readonly body: string;
  readonly contentType?: string;
  readonly headers?: Record<string, string>;
}

/** Below this, compressing costs more than it saves. */
const COMPRESS_FROM = 1024;
/** From here on compression leaves the event loop. */
const COMPRESS_ASIDE_FROM = 128 * 1024;

/** Answers with JSON, compressed when it is worth it and the client takes it. */
export function jsonAnswer(request: Request, answer: JsonAnswer): Response | Promise<Response> {
  const { status, body, contentType = "application/json" } = answer;
  const headers: Record<string, string> = {
    "content-type": contentType,
    "cache-control": "no-store",
    ...answer.headers,
  };
  if (body.length < COMPRESS_FROM) return new Response(body, { status, headers });
  headers.vary = "accept-encoding";
  const encoding = encodingFor(request.headers.get("accept-encoding"));
  if (!encoding) return new Response(body, { status, headers });
  headers["content-encoding"] = encoding;
  return body.length < COMPRESS_ASIDE_FROM
    ? new Response(compress(encoding, body), { status, headers })
    : compressAside(encoding, body).then((bytes) => new Response(bytes, { status, headers }));
}

type Encoding = "zstd" | "gzip";

function encodingFor(accepted: string | null): Encoding | undefined {
  if (accepted === null) return undefined;
  if (accepts(accepted, "zstd")) return "zstd";
  return accepts(accepted, "gzip") ? "gzip" : undefined;
}

/** RFC 9110 section 12.5.3: a coding is taken unless its weight is zero. */
export const accepts = (header: string, encoding: string): boolean =>
  header.split(",").some((part) => {
    const [name, ...parameters] = part.split(";").map((text) => text.trim().toLowerCase());
    return name === encoding && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });

const compress = (encoding: Encoding, body: string) =>
  encoding === "zstd" ? Bun.zstdCompressSync(body, { level: 1 }) : Bun.gzipSync(body, { level: 1 });

const compressAside = async (encoding: Encoding, body: string): Promise<Buffer | Uint8Array<ArrayBuffer>> =>
  encoding === "zstd" ? await Bun.zstdCompress(body, { level: 1 }) : Bun.gzipSync(body, { level: 1 });
