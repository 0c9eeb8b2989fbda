import { lstat, readdir, realpath } from "node:fs/promises";
import { dirname, join, sep } from "node:path";

/** The root of the installation. */
const INSTALLATION = join(import.meta.dir, "../../../../..");
/** Code, and nothing else: no data folder, no settings. */
const PLATFORM_CODE = ["node_modules", "core", "plugins", "package.json", "tsconfig.base.json"].map((name) =>
  join(INSTALLATION, name),
);

/** What a process may see of the disk, beside system files. */
export interface VisiblePaths {
  /** May be read, with everything below. */
  readonly shown: readonly string[];
  /** The names in them must be told, or the packages in them are not found; nothing of it need be read. */
  readonly listed: readonly string[];
}

/**
 * What the process of a plugin must be able to read: its own files, the packages that it and they find in `node_modules`,
 * and the code of the platform.
 */
export async function visiblePaths(directory: string): Promise<VisiblePaths> {
  const listed = new Set<string>();
  const shown = new Set([...PLATFORM_CODE, process.execPath]);
  const open = [await realpath(directory)];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (isInside(next, shown)) continue;
    shown.add(next);
    for (const folder of await packageFolders(next)) {
      const { linked, packages } = await linksIn(folder);
      // A folder below what is shown already is there; a link to a folder has to be made again.
      if (!isInside(folder, shown)) {
        shown.add(folder);
        listed.add(dirname(folder));
      }
      if (linked !== undefined) open.push(linked);
      open.push(...packages);
    }
  }
  // A folder before what is in it.
  return { shown: [...shown].toSorted((a, b) => a.length - b.length), listed: [...listed] };
}

const isInside = (path: string, folders: ReadonlySet<string>): boolean =>
  folders.values().some((folder) => path === folder || path.startsWith(folder + sep));

/** Every `node_modules` that a file in `directory` looks into. */
async function packageFolders(directory: string): Promise<string[]> {
  const candidates: string[] = [];
  for (let at = directory; at !== dirname(at); at = dirname(at)) candidates.push(join(at, "node_modules"));
  const found = await Promise.all(
    candidates.map((path) =>
      lstat(path).then(
        () => path,
        () => undefined,
      ),
    ),
  );
  return found.filter((path) => path !== undefined);
}

interface Links {
  /** Where the folder itself is, when it is a link. */
  readonly linked: string | undefined;
  /** Where the packages are that it links to. */
  readonly packages: readonly string[];
}

async function linksIn(folder: string): Promise<Links> {
  const real = await realpath(folder);
  const entries = (await readdir(real, { withFileTypes: true })).flatMap((entry) =>
    entry.name.startsWith(".") ? [] : [entry],
  );
  const links = await Promise.all(
    entries.map(async (entry) => {
      const path = join(real, entry.name);
      if (entry.isSymbolicLink()) return [await realpath(path).catch(() => undefined)];
      if (!entry.isDirectory() || !entry.name.startsWith("@")) return [];
      const scoped = await readdir(path, { withFileTypes: true });
      return Promise.all(
        scoped
          .filter((inner) => inner.isSymbolicLink())
          .map((inner) => realpath(join(path, inner.name)).catch(() => undefined)),
      );
    }),
  );
  return { linked: real === folder ? undefined : real, packages: links.flat().filter((path) => path !== undefined) };
}
