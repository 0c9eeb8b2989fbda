import { access as catalogAccess, pluginMetadata as catalog, type catalogContract } from "@checkstack/catalog-common";
import { mayAccess } from "@checkstack/common";
import { usePluginClient, usePrincipal, type PluginClient } from "@checkstack/frontend-api";
import { access, pluginMetadata as healthcheck, type healthcheckContract } from "@checkstack/healthcheck-common";

export type HealthcheckClient = PluginClient<typeof healthcheckContract>;
export type CatalogClient = PluginClient<typeof catalogContract>;

export const useHealthcheck = (): HealthcheckClient => usePluginClient<typeof healthcheckContract>(healthcheck);
export const useCatalog = (): CatalogClient => usePluginClient<typeof catalogContract>(catalog);

/** Whether this person may create, change, run and delete checks. */
export const useMayManageChecks = (): boolean => mayAccess(usePrincipal(), healthcheck.pluginId, [access.checkManage]);

/** Whether this person may create systems. */
export const useMayManageSystems = (): boolean =>
  mayAccess(usePrincipal(), catalog.pluginId, [catalogAccess.entityManage]);
