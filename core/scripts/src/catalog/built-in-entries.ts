import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { CatalogIndexEntry } from "@checkstack/plugin-package-node";
import * as z from "zod";

const manifestSchema = z.object({
  name: z.string(),
  description: z.string().default(""),
  license: z.string().optional(),
  exports: z.object({ ".": z.string() }),
  checkstack: z.object({ type: z.literal("backend"), pluginId: z.string() }),
});

const pluginSchema = z.object({
  metadata: z.object({ displayName: z.string(), description: z.string().optional() }),
});

/** An entry for each back-end plugin in a folder of plugins that are part of the platform. Runs their code. */
export async function builtInEntries(folder: string): Promise<CatalogIndexEntry[]> {
  const names = (await readdir(folder)).toSorted();
  const entries = await Promise.all(names.map((name) => builtInEntry(join(folder, name))));
  return entries.filter((entry) => entry !== undefined);
}

async function builtInEntry(folder: string): Promise<CatalogIndexEntry | undefined> {
  const file = Bun.file(join(folder, "package.json"));
  if (!(await file.exists())) return undefined;
  const parsed = manifestSchema.safeParse(await file.json());
  if (!parsed.success) return undefined;
  const { name, description, license, exports, checkstack } = parsed.data;
  const module: { default?: unknown } = await import(join(folder, exports["."]));
  const { metadata } = pluginSchema.parse(module.default);
  return {
    package: name,
    displayName: metadata.displayName,
    description: metadata.description ?? description,
    categories: [categoryOf(checkstack.pluginId)],
    publisher: { name: "Checkstack" },
    ...(license !== undefined && { license }),
    screenshots: [],
    pluginIds: [checkstack.pluginId],
    builtIn: true,
    versions: [],
  };
}

/** By the first part of the id, which says whose extension point it adds to. */
const categoryOf = (pluginId: string): string => CATEGORIES[pluginId.split("-", 1)[0] ?? ""] ?? "Other";

const CATEGORIES: Readonly<Record<string, string>> = {
  auth: "Sign-in",
  exporter: "Exporters",
  healthcheck: "Health checks",
  notification: "Notifications",
  queue: "Queues",
};
