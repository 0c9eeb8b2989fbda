import { sep } from "node:path";

/**
 * Forgets every module that was loaded from `directory`, so that the next import reads the files again and the old
 * code can be collected. Bun keeps its ES module registry in `require.cache`; this is Bun's behaviour, held by a test.
 */
export function purgeModules(directory: string): void {
  const inside = directory.endsWith(sep) ? directory : directory + sep;
  for (const file of Object.keys(require.cache)) {
    if (file.startsWith(inside) && !file.includes(`${sep}node_modules${sep}`)) delete require.cache[file];
  }
}
