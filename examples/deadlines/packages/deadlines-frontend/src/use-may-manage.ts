import { usePrincipal } from "@checkstack/frontend-api";
import { mayAccess } from "@checkstack/common";
import { access, pluginMetadata } from "@example/deadlines-common";

/** Whether to draw what changes deadlines; the server decides again. */
export const useMayManage = (): boolean => mayAccess(usePrincipal(), pluginMetadata.pluginId, [access.deadlineManage]);
