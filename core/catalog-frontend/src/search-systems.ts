import { pluginMetadata, type catalogContract } from "@checkstack/catalog-common";
import { createPluginClient, type CommandSearch } from "@checkstack/frontend-api";
import { Server } from "lucide-react";
import { systemPath } from "./shared/paths.ts";

/** More than these nobody reads in a palette. */
const MOST_FOUND = 8;

/** Finds systems by words for the palette. */
export const searchSystems: CommandSearch = {
  id: "systems",
  async search(text, { signal }) {
    const catalog = createPluginClient<typeof catalogContract>(pluginMetadata);
    const { items } = await catalog.systems.list.call({ search: text, limit: MOST_FOUND }, { signal });
    return items.map(({ id, name }) => ({ id, title: name, group: "Systems", icon: Server, path: systemPath(id) }));
  },
};
