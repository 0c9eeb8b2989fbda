import { realpath } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import type { PluginFolder } from "./plugin-folder.ts";

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

/** Makes the answers. A kind of file that no front end needs is not there: a page of a plugin would be a page of ours. */
export function createPluginAssets(folder: PluginFolder): PluginAssets {
  return async (path) => {
    const [root, folderName, ...names] = segmentsOf(path) ?? [];
    const type = TYPES[extname(names.at(-1) ?? "").toLowerCase()];
    if (root !== "plugins" || folderName === undefined || type === undefined) return undefined;
    if (names.length === 1 && names[0] === "plugin.json") return undefined;
    const plugin = await folder.find(folderName);
    const file = plugin && (await fileWithin(plugin.dir, names));
    if (file === undefined) return undefined;
    return new Response(Bun.file(file), {
      headers: {
        "content-type": type,
        // A version never changes: what changes has another version and with it another address.
        "cache-control": "public, max-age=31536000, immutable",
        "x-content-type-options": "nosniff",
      },
    });
  };
}

/** The parts of a path; undefined for one that leads elsewhere than it seems to, or to a hidden file. */
function segmentsOf(path: string): string[] | undefined {
  try {
    const [first, ...segments] = decodeURIComponent(path).split("/");
    return first === "" && segments.every((segment) => /^\w[\w.@+-]*$/.test(segment)) ? segments : undefined;
  } catch {
    return undefined;
  }
}

/** A link may lie in the folder; it may not lead out of it. */
async function fileWithin(dir: string, names: readonly string[]): Promise<string | undefined> {
  const [root, file] = await Promise.all(
    [dir, join(dir, ...names)].map((path) => realpath(path).catch(() => undefined)),
  );
  if (root === undefined || file === undefined || !file.startsWith(root + sep)) return undefined;
  return (await Bun.file(file).exists()) ? file : undefined;
}
