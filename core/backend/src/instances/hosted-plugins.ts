import type { Elsewhere } from "../elsewhere/endpoint-table.ts";
import type { WebSocketRoutes } from "../http/websocket-routes.ts";
import type { ExtensionRegistry } from "../kernel/extension-registry.ts";
import type { Kernel } from "../kernel/kernel.ts";
import type { ContractRegistry } from "../rpc/contract-registry.ts";
import type { SignalHub } from "../signals/signal-hub.ts";
import type { HostedPlugin } from "./instance-record.ts";

/** What this process tells the others of the plugins that it runs, in itself or in children. */
export function hostedPlugins(options: {
  readonly kernel: Pick<Kernel, "reports" | "accessRules" | "sourceOf">;
  readonly contracts: Pick<ContractRegistry, "list">;
  readonly children: Elsewhere;
  readonly sockets: Pick<WebSocketRoutes, "list">;
  readonly signals: Pick<SignalHub, "registered">;
  readonly extensions: Pick<ExtensionRegistry, "contributed">;
}): readonly HostedPlugin[] {
  const { kernel, children } = options;
  const served = new Set(options.contracts.list().map(({ contract }) => contract.pluginId));
  const rules = Map.groupBy(kernel.accessRules(), ({ pluginId }) => pluginId);
  const signals = Map.groupBy(options.signals.registered(), ({ pluginId }) => pluginId);
  const sockets = Map.groupBy(options.sockets.list(), ({ path }) => path.split("/")[SOCKET_PLUGIN] ?? "");
  const extensions = Map.groupBy(options.extensions.contributed(), ({ pluginId }) => pluginId);

  return kernel.reports().map(({ metadata: { pluginId, displayName }, packageName, version, status }) => ({
    pluginId,
    displayName,
    packageName,
    version,
    state: status.state,
    ...("reason" in status && { reason: status.reason }),
    serves: served.has(pluginId) || children.isKnown(pluginId),
    isolated: kernel.sourceOf(pluginId)?.isolates !== undefined,
    calls: [...(kernel.sourceOf(pluginId)?.calls ?? [])],
    accessRules: (rules.get(pluginId) ?? []).map(({ id, description, defaultFor }) => ({
      id,
      description,
      ...(defaultFor && { defaultFor: [...defaultFor] }),
    })),
    signals: (signals.get(pluginId) ?? []).map(({ id, access }) => ({ id, access })),
    sockets: (sockets.get(pluginId) ?? []).map(({ path, access }) => ({ path: pathInPlugin(path), access })),
    extensions: (extensions.get(pluginId) ?? []).map(({ pointId, metadata }) => ({ pointId, metadata })),
  }));
}

/** `/api/ws/<pluginId>/events` */
const SOCKET_PLUGIN = 3;
const pathInPlugin = (path: string): string =>
  `/${path
    .split("/")
    .slice(SOCKET_PLUGIN + 1)
    .join("/")}`;
