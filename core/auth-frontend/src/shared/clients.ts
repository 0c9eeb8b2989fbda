import { access, pluginMetadata, type authContract } from "@checkstack/auth-common";
import { mayAccess, type AccessRule } from "@checkstack/common";
import { usePluginClient, usePrincipal, type PluginClient } from "@checkstack/frontend-api";

export type AuthClient = PluginClient<typeof authContract>;

export const useAuth = (): AuthClient => usePluginClient<typeof authContract>(pluginMetadata);

export const useMayManageUsers = (): boolean => useMay(access.userManage);
export const useMayManageRoles = (): boolean => useMay(access.roleManage);
export const useMaySeeRules = (): boolean => useMay(access.userRead);
export const useMayHaveApiKeys = (): boolean => useMay(access.apiKeyManage);

const useMay = (rule: AccessRule): boolean => mayAccess(usePrincipal(), pluginMetadata.pluginId, [rule]);
