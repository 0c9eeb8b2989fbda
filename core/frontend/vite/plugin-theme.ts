import { readFile } from "node:fs/promises";
import type { Plugin } from "vite";

/**
 * Writes `plugin-theme.css`: the source from which the server makes the utility classes of plugins that arrive at run time.
 * They must stand in one sheet with those of the shell, or the order of both is wrong: a `hidden` that comes after the
 * shell's `md:flex` would hide what the shell shows.
 */
export const pluginTheme = (): Plugin => ({
  name: "checkstack:plugin-theme",
  apply: "build",
  async generateBundle() {
    const [theme, tokens] = await Promise.all(
      ["tailwindcss/theme.css", "@checkstack/ui/tokens.css"].map(async (specifier) => {
        const found = await this.resolve(specifier);
        if (!found) throw new Error(`${specifier} is not installed; run bun install.`);
        return readFile(found.id, "utf8");
      }),
    );
    this.emitFile({
      type: "asset",
      fileName: "plugin-theme.css",
      source: `@layer theme, base, components, utilities;
@layer theme {
${theme}
}
${tokens}
@layer utilities {
  @tailwind utilities source(none);
}
`,
    });
  },
});
