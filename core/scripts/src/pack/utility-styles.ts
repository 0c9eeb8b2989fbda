import { join } from "node:path";
import { compile } from "@tailwindcss/node";
import { Scanner } from "@tailwindcss/oxide";
import { findPackage } from "./find-package.ts";

/**
 * The Tailwind utilities that built scripts name, with the theme of the shell that the plugin is written for. They lie in
 * the layer below the shell's own utilities: where both have a rule, the shell's counts, so that no plugin changes how the
 * shell looks.
 */
export async function utilityStyles(options: { scripts: readonly string[]; folder: string }): Promise<string> {
  const scanner = new Scanner({ sources: [] });
  const candidates = scanner.scanFiles(options.scripts.map((content) => ({ content, extension: "js" })));
  const compiler = await compile(sheetFor(options.folder), { base: import.meta.dir, onDependency: () => {} });
  return compiler.build(candidates.toSorted());
}

/** Values of Tailwind's theme are written out: the shell has variables for those alone that it uses itself. */
function sheetFor(folder: string): string {
  const api = findPackage("@checkstack/frontend-api", [folder]);
  const ui = findPackage("@checkstack/ui", api ? [folder, api.folder] : [folder]);
  return `
    @layer theme, base, components, utilities;
    @import "tailwindcss/theme.css" theme(inline reference);
    ${ui ? `@reference "${join(ui.folder, "src/theme.css")}";` : ""}
    @layer components { @tailwind utilities; }
  `;
}
