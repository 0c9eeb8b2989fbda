import type { InstalledPackage } from "@checkstack/backend-api";
import { ORPCError } from "@orpc/server";
import type { Manager } from "../manager.ts";

/** The package that brought a plugin. Throws for what is part of the platform, and for what is not there. */
export async function packageOf({ installations, plugins }: Manager, id: string): Promise<InstalledPackage> {
  const installed = await installations.list();
  const found = installed.find(({ manifest }) => manifest.plugins.some(({ pluginId }) => pluginId === id));
  if (found) return found;
  if (plugins.reports().some(({ metadata }) => metadata.pluginId === id)) {
    throw new ORPCError("PLUGIN_BUILT_IN", {
      status: 409,
      message: `Plugin "${id}" is part of the platform.`,
      data: { id },
    });
  }
  throw notFound(id);
}

export const notFound = (id: string) =>
  new ORPCError("PLUGIN_NOT_FOUND", { status: 404, message: `No plugin "${id}" is installed.`, data: { id } });
