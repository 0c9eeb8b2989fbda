import { readFile } from "node:fs/promises";
import type { Plugin } from "vite";
import type { Half } from "../pack/project.ts";

/**
 * Makes front ends a part of the shell in development, straight from their sources: an edit of a component is on the page at
 * once. The shell's list of built-in plugins and the sources of its style sheet grow by them; nothing is written.
 */
export const sourcePlugins = (frontends: readonly Half[]): Plugin => ({
  name: "checkstack:source-plugins",
  enforce: "pre",
  // Loaded and not transformed: other plugins of the shell's configuration transform before this one.
  load: {
    filter: { id: /\/core\/frontend\/src\/(builtin-plugins\.ts|main\.css)(\?|$)/ },
    async handler(id) {
      const file = id.replace(/\?.*$/, "");
      const text = await readFile(file, "utf8");
      return file.endsWith(".css") ? withSources(text, frontends) : withPlugins(text, frontends);
    },
  },
});

function withPlugins(text: string, frontends: readonly Half[]): string {
  const imports = frontends.map(({ entry }, index) => `import * as source${index} from ${JSON.stringify(entry)};`);
  const entries = frontends.map(
    ({ pluginId }, index) => `{ pluginId: ${JSON.stringify(pluginId)}, load: async () => source${index} }`,
  );
  return `${imports.join("\n")}\n${text}\nbuiltinPlugins.push(${entries.join(", ")});\n`;
}

const withSources = (text: string, frontends: readonly Half[]): string =>
  [text, ...frontends.map(({ folder }) => `@source ${JSON.stringify(folder)};`)].join("\n");
