import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Command } from "../command.ts";
import { createPlugin } from "./create-plugin.ts";

const USAGE = "Usage: create <name> [--scope @acme] [--link <checkout of Checkstack>]";

/** `create <name>`: a new plugin in a folder of that name. */
export const createCommand: Command = async (args) => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { scope: { type: "string", default: "@acme" }, link: { type: "string" } },
  });
  const [pluginId, ...others] = positionals;
  if (pluginId === undefined || others.length > 0) {
    console.error(USAGE);
    return 2;
  }
  const { scope, link } = values;
  await createPlugin({
    pluginId,
    scope,
    folder: resolve(pluginId),
    ...(link !== undefined && { checkout: resolve(link) }),
  });
  console.log(`${pluginId} is made. Next:\n  cd ${pluginId}\n  bun install\n  bun run dev`);
  return 0;
};
