import { holds, mayAccess, qualifyAccessRule, type Access } from "@checkstack/common";
import { createApiRef, type ApiRef } from "./api-ref.ts";
import { usePlatform, usePluginId } from "./platform.tsx";

/** Asks what the person in front of the browser may do. A hint for drawing: the server decides again. */
export interface AccessApi {
  /** `useAccess(access.entityRead.id)`: the platform prefixes the id with the plugin that this component belongs to. */
  useAccess(ruleId: string): boolean;
  /** The same for what another plugin declares: `useAccessOf("catalog", [catalogAccess.entityRead])`. */
  useAccessOf(pluginId: string, access: Access): boolean;
}

export const accessApiRef: ApiRef<AccessApi> = createApiRef<AccessApi>("core.access");

export const accessApi: AccessApi = {
  useAccess(ruleId) {
    const { session } = usePlatform();
    return holds(session.person, qualifyAccessRule(usePluginId(), ruleId));
  },
  useAccessOf(pluginId, access) {
    const { session } = usePlatform();
    return mayAccess(session.person, pluginId, access);
  },
};
