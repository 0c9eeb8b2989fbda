import { access, pluginMetadata, type catalogContract } from "@checkstack/catalog-common";
import { mayAccess } from "@checkstack/common";
import { usePluginClient, usePrincipal, type PluginClient } from "@checkstack/frontend-api";

export type CatalogClient = PluginClient<typeof catalogContract>;

export const useCatalog = (): CatalogClient => usePluginClient<typeof catalogContract>(pluginMetadata);

/** Whether this person may create, change and delete systems, groups and environments. */
export const useMayManage = (): boolean => mayAccess(usePrincipal(), pluginMetadata.pluginId, [access.entityManage]);
