import { createPluginClient, type CommandSearch } from "@checkstack/frontend-api";
import { pluginMetadata, type healthcheckContract } from "@checkstack/healthcheck-common";
import { Activity } from "lucide-react";
import { checkPath } from "./shared/paths.ts";

const SHOWN = 6;

/** Finds checks by their name, for the palette. */
export const searchChecks: CommandSearch = {
  id: "checks",
  async search(text, { signal }) {
    const healthcheck = createPluginClient<typeof healthcheckContract>(pluginMetadata);
    const { items } = await healthcheck.checks.list.call({ search: text, limit: SHOWN }, { signal });
    return items.map(({ id, name }) => ({ id, title: name, group: "Checks", icon: Activity, path: checkPath(id) }));
  },
};
