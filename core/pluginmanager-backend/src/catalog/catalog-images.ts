import { createHash } from "node:crypto";
import type { Catalogs } from "./catalogs.ts";

const MAX_IMAGE_BYTES = 2_000_000;
const MAX_KEPT = 20;

/** Screenshots out of catalogs, fetched by the server, so that a browser that looks at a catalog asks nobody else. */
export interface CatalogImages {
  /** By the hash that a catalog names; `undefined` when none does, or when it is no image of that hash. */
  find(sha256: string, catalogs: Catalogs): Promise<File | undefined>;
}

export function createCatalogImages(): CatalogImages {
  const kept = new Map<string, File>();
  return {
    async find(sha256, catalogs) {
      const known = kept.get(sha256);
      if (known) return known;
      const image = await fetchImage(sha256, catalogs);
      if (image) kept.set(sha256, image);
      for (const key of [...kept.keys()].slice(0, -MAX_KEPT)) kept.delete(key);
      return image;
    },
  };
}

async function fetchImage(sha256: string, catalogs: Catalogs): Promise<File | undefined> {
  for (const catalog of (await catalogs.readAll()).catalogs) {
    const shots = catalog.index.entries.flatMap(({ screenshots }) => screenshots);
    const shot = shots.find((one) => one.sha256 === sha256);
    if (!shot) continue;
    const bytes = await catalog.file(shot.path, { maxBytes: MAX_IMAGE_BYTES });
    const type = typeOf(bytes);
    if (type === undefined || createHash("sha256").update(bytes).digest("hex") !== sha256) return undefined;
    return new File([new Uint8Array(bytes)], `${sha256}.${type}`, { type: `image/${type}` });
  }
  return undefined;
}

/** By the bytes themselves; SVG can hold scripts and is none of them. */
function typeOf(bytes: Uint8Array): "png" | "jpeg" | "webp" | undefined {
  const start = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  if (start.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (start.startsWith("\xff\xd8\xff")) return "jpeg";
  return start.startsWith("RIFF") && start.endsWith("WEBP") ? "webp" : undefined;
}
