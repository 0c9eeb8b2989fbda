import { mayAccess, type AccessRule } from "@checkstack/common";
import { usePluginClient, usePrincipal, useSignal, type PluginClient } from "@checkstack/frontend-api";
import { access, pluginMetadata, pluginsChanged, type pluginmanagerContract } from "@checkstack/pluginmanager-common";
import { useQueryClient } from "@tanstack/react-query";

export type ManagerClient = PluginClient<typeof pluginmanagerContract>;

export const useManager = (): ManagerClient => usePluginClient<typeof pluginmanagerContract>(pluginMetadata);

/** Whether this person may install, upgrade and remove plugins. */
export const useMayManagePlugins = (): boolean => useMay(access.pluginManage);
export const useMayConfigurePlugins = (): boolean => useMay(access.pluginConfigure);

const useMay = (rule: AccessRule): boolean => mayAccess(usePrincipal(), pluginMetadata.pluginId, [rule]);

/** Asks again for all that a change of a plugin may have changed. */
export function useRefreshPlugins(): () => void {
  const manager = useManager();
  const queryClient = useQueryClient();
  return () => {
    for (const part of [manager.plugins, manager.settings, manager.events, manager.catalog]) {
      void queryClient.invalidateQueries({ queryKey: part.key() });
    }
  };
}

/** Keeps what is shown of plugins up to date while a page is open. */
export function useLivePlugins(): void {
  useSignal(pluginsChanged, useRefreshPlugins());
}
