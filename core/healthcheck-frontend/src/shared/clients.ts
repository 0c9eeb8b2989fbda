import { access as catalogAccess, catalogContract, pluginMetadata as catalog } from "@checkstack/catalog-common";
import { mayAccess } from "@checkstack/common";
import { usePluginClient, usePrincipal, type PluginClient } from "@checkstack/frontend-api";
import { access, healthcheckContract, pluginMetadata as healthcheck } from "@checkstack/healthcheck-common";

export type HealthcheckClient = PluginClient<typeof healthcheckContract>;
export type CatalogClient = PluginClient<typeof catalogContract>;

export const useHealthcheck = (): HealthcheckClient => usePluginClient(healthcheckContract);
export const useCatalog = (): CatalogClient => usePluginClient(catalogContract);

/** Whether this person may create, change, run and delete checks. */
export const useMayManageChecks = (): boolean => mayAccess(usePrincipal(), healthcheck.pluginId, [access.checkManage]);

/** Whether this person may create systems. */
export const useMayManageSystems = (): boolean =>
  mayAccess(usePrincipal(), catalog.pluginId, [catalogAccess.entityManage]);
