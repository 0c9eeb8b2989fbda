import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { compileClasses } from "./compile-classes.ts";
import { layerClasses } from "./layer-classes.ts";

/** The utility classes of the shell, and of the plugins that asked so far. */
export interface ClassSheet {
  /** A sheet with at least these. What was asked for before stays in it, so that nothing is made twice. */
  css(classes: readonly string[]): Promise<string>;
}

/** Reads what the build of the pages left in `dir`. Throws when it left nothing. */
export async function createClassSheet(dir: string): Promise<ClassSheet> {
  const theme = await readFile(join(dir, "plugin-theme.css"), "utf8");
  const known = new Set(await shellClasses(dir));
  let made: Promise<string> | undefined;

  return {
    css(classes) {
      const before = known.size;
      for (const name of classes) known.add(name);
      if (made === undefined || known.size > before) {
        // One after the other: browsers that ask at once for several must not take all processors.
        const next = (made ?? Promise.resolve())
          .catch(() => {})
          .then(() => compileClasses({ theme, classes: [...known] }));
        made = next;
        // Whoever asks next tries again.
        next.catch(() => {
          if (made === next) made = undefined;
        });
      }
      return made;
    },
  };
}

async function shellClasses(dir: string): Promise<string[]> {
  const assets = join(dir, "assets");
  const names = (await readdir(assets)).filter((name) => name.endsWith(".css"));
  const texts = await Promise.all(names.map((name) => readFile(join(assets, name), "utf8")));
  return texts.flatMap((text) => layerClasses(text, ["utilities"]));
}
