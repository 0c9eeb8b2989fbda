import { extname } from "node:path";
import type { Integrity } from "./integrity.ts";
import { ModifiedError, type PackageVersion, type PluginFiles } from "./plugin-files.ts";
import type { VersionFiles } from "./version-files.ts";

/** Answers `/plugins/<id>@<version>/<file>`; undefined for what is not there. */
export type PluginAssets = (path: string) => Promise<Response | undefined>;

const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".wasm": "application/wasm",
};

/**
 * Serves the files of front ends, those of kept versions too: open pages may still ask for them. Each is read, compared
 * with its hash and sent from memory, so that nothing comes between; one that was changed is put right first. A kind of file that no front end needs is not there: a
 * page of a plugin would be a page of ours.
 */
export function createPluginAssets(options: {
  files: PluginFiles;
  provide: VersionFiles["provide"];
  /** Puts files right that somebody changed. */
  ensureFiles: Integrity["ensureFiles"];
  /** The version of the package that has a plugin of this version. */
  find: (folderName: string) => Promise<PackageVersion | undefined>;
}): PluginAssets {
  const { files, provide, ensureFiles, find } = options;
  return async (path) => {
    const [root, folderName, ...names] = segmentsOf(path) ?? [];
    const type = TYPES[extname(names.at(-1) ?? "").toLowerCase()];
    if (root !== "plugins" || folderName === undefined || type === undefined) return undefined;
    const version = await find(folderName);
    const file = names.join("/");
    if (!version || !isOfFrontend(version, folderName, file)) return undefined;
    const bytes = await read(version, file)
      .catch(async (error: unknown) => {
        if (!(error instanceof ModifiedError)) throw error;
        await ensureFiles(version);
        return files.read(version, file);
      })
      .catch((error: unknown) => {
        // That it cannot be put right is told already.
        if (error instanceof ModifiedError) return undefined;
        throw error;
      });
    return bytes && new Response(bytes.slice(), { headers: { ...HEADERS, "content-type": type } });
  };

  async function read(version: PackageVersion, file: string): Promise<Uint8Array | undefined> {
    await provide(version);
    return files.read(version, file);
  }
}

const HEADERS = {
  // A version never changes: what changes has another version and with it another address.
  "cache-control": "public, max-age=31536000, immutable",
  "x-content-type-options": "nosniff",
};

/** The parts of a path; undefined for one that leads elsewhere than it seems to, or to a hidden file. */
function segmentsOf(path: string): string[] | undefined {
  try {
    const [first, ...segments] = decodeURIComponent(path).split("/");
    return first === "" && segments.every((segment) => /^\w[\w.@+-]*$/.test(segment)) ? segments : undefined;
  } catch {
    return undefined;
  }
}

/** What lies with the entry or the stylesheet of the front end. The code of a back end is nobody's business. */
function isOfFrontend({ manifest }: PackageVersion, folderName: string, file: string): boolean {
  const plugin = manifest.plugins.find(({ pluginId }) => folderName === `${pluginId}@${manifest.version}`);
  if (!plugin?.frontend) return false;
  const { entry, stylesheet = entry } = plugin.frontend;
  const backends = manifest.plugins.flatMap(({ backend }) => (backend ? folderOf(backend.entry) || backend.entry : []));
  const isBeside = [entry, stylesheet].some((own) => file.startsWith(folderOf(own)));
  return isBeside && !backends.some((backend) => file.startsWith(backend));
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);
