import { fileURLToPath } from "node:url";
import type { Clock } from "@checkstack/backend-api";
import type { Egress } from "@checkstack/egress-node";
import {
  catalogIndexSchema,
  detachedSignatureSchema,
  signatureProblem,
  type CatalogIndex,
} from "@checkstack/plugin-package-node";
import type { SourceSettings } from "@checkstack/pluginmanager-common";
import { asking, SourceError } from "../installers/source-error.ts";

export type CatalogPlace = SourceSettings["catalogs"][number];

/** A catalog whose signature is sound, with what is needed to follow the paths in it. */
export interface ReadCatalog {
  /** As in the settings. */
  readonly id: string;
  readonly index: CatalogIndex;
  /** A file that the index names, by address or by a path relative to it. Throws `SourceError`. */
  file(
    path: string,
    options: { readonly maxBytes: number; readonly signal?: AbortSignal | undefined },
  ): Promise<Uint8Array>;
}

/** Reads catalogs, and reads one again after five minutes at the earliest; one that could not be read after 15 seconds. */
export interface CatalogReader {
  /** Throws `SourceError` for one that cannot be read or whose signature is not sound. */
  read(place: CatalogPlace, egress: Egress): Promise<ReadCatalog>;
}

const FRESH_MS = 5 * 60_000;
/** A search asks at every few letters, and does not wait each time for a host that is gone. */
const FAILED_MS = 15_000;
const ANSWER_MS = 10_000;
const MAX_INDEX_BYTES = 10_000_000;

export function createCatalogReader({ clock }: { clock: Clock }): CatalogReader {
  const known = new Map<string, { readonly index: Promise<CatalogIndex>; until: number }>();

  return {
    async read(place, egress) {
      const key = JSON.stringify([place.url, place.publicKey, place.token]);
      let entry = known.get(key);
      if (!entry || clock.monotonic() > entry.until) {
        const made = { index: readIndex(place, egress), until: clock.monotonic() + FRESH_MS };
        made.index.catch(() => (made.until = clock.monotonic() + FAILED_MS));
        known.set(key, made);
        entry = made;
      }
      const index = await entry.index;
      return { id: place.id, index, file: (path, options) => readFile(place, egress, { ...options, path }) };
    },
  };
}

async function readIndex(place: CatalogPlace, egress: Egress): Promise<CatalogIndex> {
  const { name, url, publicKey } = place;
  const bytes = await readFile(place, egress, { path: url, maxBytes: MAX_INDEX_BYTES });
  const signatureFile = new URL(url);
  signatureFile.pathname += ".sig";
  const signature = parseJson(await readFile(place, egress, { path: signatureFile.href, maxBytes: 10_000 }));
  const problem = trustProblem(bytes, signature, publicKey.trim());
  if (problem !== undefined)
    throw new SourceError("SOURCE_FAILED", name, `The catalog "${name}" is not used: ${problem}.`);
  const parsed = catalogIndexSchema.safeParse(parseJson(bytes));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new SourceError(
    "SOURCE_FAILED",
    name,
    `The catalog "${name}" is not used: ${issue?.path.join(".")} ${issue?.message}.`,
  );
}

/** Why an index is not what the holder of `publicKey` signed; `undefined` when it is. */
function trustProblem(index: Uint8Array, signature: unknown, publicKey: string): string | undefined {
  const { data } = detachedSignatureSchema.safeParse(signature);
  if (!data) return "its signature has no known form";
  if (data.publicKey !== publicKey) return "it is signed by another key than the one that is trusted for it";
  const problem = signatureProblem(index, data);
  return problem && `its signature is not valid: ${problem}`;
}

interface FileRequest {
  readonly path: string;
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/** From the server's disk where the catalog itself lies there, and never from there for one that came by the network. */
async function readFile(
  { name, url, token }: CatalogPlace,
  egress: Egress,
  { path, maxBytes, signal }: FileRequest,
): Promise<Uint8Array> {
  const base = new URL(url);
  if (!URL.canParse(path, base.href))
    throw new SourceError("SOURCE_FAILED", name, `The catalog "${name}" names no address: ${path}.`);
  const target = new URL(path, base);
  if (target.protocol === "file:" && base.protocol === "file:") return readFromDisk(target, name, maxBytes);
  const headers: Record<string, string> =
    token && target.origin === base.origin ? { authorization: `Bearer ${token}` } : {};
  const answer = await asking(name, egress.get(target, { headers, timeoutMs: ANSWER_MS, maxBytes, signal }));
  if (answer.status === 200) return answer.body;
  throw new SourceError("SOURCE_FAILED", name, `${target.href} answers with status ${answer.status}.`);
}

async function readFromDisk(url: URL, name: string, maxBytes: number): Promise<Uint8Array> {
  const file = Bun.file(fileURLToPath(url));
  try {
    if (file.size <= maxBytes) return await file.bytes();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SourceError("SOURCE_FAILED", name, `${file.name} cannot be read: ${why}.`, { cause });
  }
  throw new SourceError("SOURCE_FAILED", name, `${file.name} has more than ${maxBytes} bytes.`);
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
