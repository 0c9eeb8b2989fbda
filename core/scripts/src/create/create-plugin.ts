import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { isPluginId } from "@checkstack/common";
import * as z from "zod";
import { refuseIf } from "../pack/refusal.ts";
import { linkCatalog } from "./link-catalog.ts";
import { renameSample, type PluginNames } from "./rename-sample.ts";

const TEMPLATE = join(import.meta.dir, "../../templates/plugin");

/**
 * Writes a plugin with back end, front end and what they share into `folder`, which must not be there yet. With `checkout`,
 * it takes the platform's packages from there, otherwise from the registry.
 */
export async function createPlugin(options: PluginNames & { folder: string; checkout?: string }): Promise<void> {
  const { folder, checkout, pluginId, scope } = options;
  refuseIf([
    ...(isPluginId(pluginId)
      ? []
      : [`"${pluginId}" is no plugin id; write small letters, digits and hyphens, at most 40`]),
    ...(/^@[a-z0-9][a-z0-9._-]*$/.test(scope) ? [] : [`"${scope}" is no scope of packages; write it as @acme`]),
    ...(existsSync(folder) ? [`${folder} is there already; choose another name, or remove it`] : []),
  ]);
  const files = await readTemplate();
  if (checkout !== undefined) files.set("package.json", withLinks(files.get("package.json") ?? "", checkout));
  for (const [path, text] of files) {
    const file = join(folder, renameSample(path, options));
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, renameSample(text, options));
  }
}

/** The files of the template by path. Its ignore file has another name there: packages never contain one of that name. */
async function readTemplate(): Promise<Map<string, string>> {
  const entries = await readdir(TEMPLATE, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const files = await Promise.all(
    paths.map(
      async (path) =>
        [relative(TEMPLATE, path).replace(/^gitignore$/, ".gitignore"), await readFile(path, "utf8")] as const,
    ),
  );
  return new Map(files);
}

const manifestSchema = z.looseObject({
  workspaces: z.looseObject({ catalog: z.record(z.string(), z.string()) }),
});

function withLinks(text: string, checkout: string): string {
  const manifest = manifestSchema.parse(JSON.parse(text));
  const catalog = linkCatalog(manifest.workspaces.catalog, checkout);
  return `${JSON.stringify({ ...manifest, workspaces: { ...manifest.workspaces, catalog } }, undefined, 2)}\n`;
}
