import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A contract point that a source file contributes to, by the module and the name that it imports it with. */
export interface PointImport {
  readonly specifier: string;
  readonly name: string;
}

const sources = new Bun.Glob("**/*.{ts,tsx,js}");

/**
 * Finds what a back end contributes to: `contribute(point, ...)` runs in `init`, which does not run while packing, so it is
 * read from the source. A point that reaches `contribute` by another way than an import is not found.
 */
export function findContributions(folder: string): PointImport[] {
  return Array.from(sources.scanSync({ cwd: folder }))
    .filter((path) => !/(^|\/)node_modules\/|\.test\.tsx?$/.test(path))
    .flatMap((path) => contributionsIn(readFileSync(join(folder, path), "utf8")));
}

/** As `findContributions`, for one text. */
export function contributionsIn(source: string): PointImport[] {
  const names = new Set([...source.matchAll(/\bcontribute\(\s*([A-Za-z_$][\w$]*)/g)].map(([, name = ""]) => name));
  return [...names].flatMap((name) => {
    const found = importsOf(source).find((imported) => imported.local === name);
    return found ? [{ specifier: found.specifier, name: found.name }] : [];
  });
}

const importsOf = (source: string): { local: string; name: string; specifier: string }[] =>
  [...source.matchAll(/\bimport\s*\{([^}]*)\}\s*from\s*["']([^"']+)["']/g)].flatMap(([, list = "", specifier = ""]) =>
    list.split(",").flatMap((item) => {
      const [, name, local = name] = /^\s*([\w$]+)(?:\s+as\s+([\w$]+))?\s*$/.exec(item) ?? [];
      return name === undefined || local === undefined ? [] : [{ local, name, specifier }];
    }),
  );
