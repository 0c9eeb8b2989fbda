import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";
import { accepts } from "./json-answer.ts";
import { createNonce, pagePolicy } from "./security-headers.ts";

/** The built pages of the platform. */
export interface StaticFiles {
  /** Undefined when there is no such file and the request is not a navigation. */
  answer(request: Request, pathname: string): Response | undefined;
}

interface StaticFile {
  readonly path: string;
  readonly etag: string;
  readonly type: string;
  /** Precompressed twins beside the file, best first. */
  readonly encodings: readonly { readonly name: "br" | "gzip"; readonly path: string }[];
}

const NONCE = "__CSP_NONCE__";
/** Where the page is told whether somebody may be signed in: it then asks for data beside its scripts. */
const HAS_SESSION = "__HAS_SESSION__";
const FOREVER = "public, max-age=31536000, immutable";

/** Lists the folder once: a path that is not in the list does not exist, so none can lead out of it. */
export function createStaticFiles(dir: string): StaticFiles {
  const files = listFiles(dir);
  const shell = readFileSync(join(dir, "index.html"), "utf8").split(NONCE);
  return {
    answer(request, pathname) {
      if (request.method !== "GET" && request.method !== "HEAD") return undefined;
      const file = files.get(pathname);
      if (file && pathname !== "/index.html") return answerFile(request, file, pathname);
      return pathname === "/" || isNavigation(request) ? answerShell(shell, request) : undefined;
    },
  };
}

function answerShell(shell: readonly string[], { headers }: Request): Response {
  const nonce = createNonce();
  const hasSession = (headers.get("cookie") ?? "").includes("checkstack.session_token=");
  const page = shell.join(nonce).replace(HAS_SESSION, String(hasSession));
  const isZipped = accepts(headers.get("accept-encoding") ?? "", "gzip");
  return new Response(isZipped ? Bun.gzipSync(page) : page, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-cache",
      "content-security-policy": pagePolicy(nonce),
      vary: "accept-encoding, cookie",
      ...(isZipped && { "content-encoding": "gzip" }),
    },
  });
}

function answerFile(request: Request, file: StaticFile, pathname: string): Response | undefined {
  const accepted = request.headers.get("accept-encoding") ?? "";
  const encoding = file.encodings.find(({ name }) => accepts(accepted, name));
  const path = encoding?.path ?? file.path;
  // The pages may have been built anew under a server that goes on.
  if (!existsSync(path)) return undefined;
  const etag = encoding ? `"${file.etag}-${encoding.name}"` : `"${file.etag}"`;
  const headers: Record<string, string> = {
    "content-type": file.type,
    etag,
    "cache-control": pathname.startsWith("/assets/") ? FOREVER : "no-cache",
  };
  if (file.encodings.length > 0) headers.vary = "accept-encoding";
  if (request.headers.get("if-none-match")?.includes(etag)) return new Response(null, { status: 304, headers });
  if (encoding) headers["content-encoding"] = encoding.name;
  return new Response(Bun.file(path), { headers });
}

/** Somebody went to a page; a script or an image that is missing stays missing. */
export const isNavigation = (request: Request): boolean =>
  request.headers.get("sec-fetch-mode") === "navigate" || (request.headers.get("accept") ?? "").includes("text/html");

function listFiles(dir: string): ReadonlyMap<string, StaticFile> {
  const names = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const known = new Set(names);
  const sources = names.filter((name) => !isTwin(name, known));
  return new Map(sources.map((path) => [`/${relative(dir, path).split(sep).join("/")}`, describe(path, known)]));
}

const isTwin = (path: string, known: ReadonlySet<string>): boolean =>
  /\.(br|gz)$/.test(path) && known.has(path.slice(0, -extname(path).length));

function describe(path: string, known: ReadonlySet<string>): StaticFile {
  const encodings = [
    { name: "br", path: `${path}.br` },
    { name: "gzip", path: `${path}.gz` },
  ] as const;
  return {
    path,
    type: Bun.file(path).type,
    etag: Bun.hash(readFileSync(path)).toString(36),
    encodings: encodings.filter((twin) => known.has(twin.path)),
  };
}
