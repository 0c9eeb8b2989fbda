import type { Plugin } from "vite";
import type { Half } from "../pack/project.ts";

/**
 * Makes front ends a part of the shell in development, straight from their sources: an edit of a component is on the page at
 * once. The shell's list of built-in plugins and the sources of its style sheet grow by them; nothing is written.
 */
export const sourcePlugins = (frontends: readonly Half[]): Plugin => ({
  name: "checkstack:source-plugins",
  enforce: "pre",
  transform: {
    filter: { id: /\/core\/frontend\/src\/(builtin-plugins\.ts|main\.css)$/ },
    handler: (code, id) => (id.endsWith(".css") ? withSources(code, frontends) : withPlugins(code, frontends)),
  },
});

function withPlugins(code: string, frontends: readonly Half[]): string {
  const added = frontends.map(
    ({ pluginId, entry }, index) => `
import * as source${index} from ${JSON.stringify(entry)};
builtinPlugins.push({ pluginId: ${JSON.stringify(pluginId)}, module: source${index} });`,
  );
  return code + added.join("");
}

const withSources = (code: string, frontends: readonly Half[]): string =>
  [code, ...frontends.map(({ folder }) => `@source ${JSON.stringify(folder)};`)].join("\n");
