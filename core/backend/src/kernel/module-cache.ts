import { existsSync, readdirSync } from "node:fs";
import { join, sep } from "node:path";

/**
 * Forgets every module that was loaded from `directory`, so that the next import reads the files again and the old
 * code can be collected. Bun keeps its ES module registry in `require.cache`; this is Bun's behaviour, held by a test.
 */
export function purgeModules(directory: string): void {
  const inside = directory.endsWith(sep) ? directory : directory + sep;
  for (const file of Object.keys(require.cache)) {
    if (file.startsWith(inside) && !file.includes(`${sep}${INSTALLED}${sep}`)) delete require.cache[file];
  }
  // A module whose import failed is kept too, and its error with it, but not listed.
  for (const file of filesIn(directory)) delete require.cache[file];
}

const INSTALLED = "node_modules";

function filesIn(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === INSTALLED) return [];
    const path = join(directory, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}
