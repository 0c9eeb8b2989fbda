import { createEntry } from "../../kernel/plugin-entry.ts";
import { createPluginContext } from "../../kernel/plugin-context.ts";
import { PluginScope } from "../../kernel/plugin-scope.ts";
import { createServiceTable } from "../../kernel/service-table.ts";
import type { BackendPlugin } from "@checkstack/backend-api";
import type { Declarations } from "../../kernel/declarations.ts";
import type { ContractRegistry } from "../../rpc/index.ts";
import type { LifeNeeds } from "../protocol/process-contract.ts";
import type { ChildPluginOptions } from "./child-plugin.ts";
import { createChildHost } from "./child-host.ts";
import { createRemoteExtensions, type RemoteExtensions } from "./remote-extensions.ts";
import { createRemoteHooks, type RemoteHooks } from "./remote-hooks.ts";
import { createRemoteQueues, type RemoteQueues } from "./remote-queues.ts";
import { createRemoteSockets, type RemoteSockets } from "./remote-sockets.ts";
import { createRequests } from "./requests.ts";
import type { People } from "./people.ts";

/** One life of the plugin, and where what comes for it goes. */
export interface ChildLife extends AsyncDisposable {
  init(): Promise<void>;
  ready(): Promise<void>;
  readonly hooks: RemoteHooks;
  readonly queues: RemoteQueues;
  readonly extensions: RemoteExtensions;
  readonly sockets: RemoteSockets;
}

export interface ChildLifeOptions extends ChildPluginOptions {
  readonly people: People;
  readonly needs: LifeNeeds;
  readonly contracts: ContractRegistry;
  readonly plugin: BackendPlugin;
  readonly declarations: Declarations;
}

/** Makes everything that the plugin's `init` is given. */
export async function beginChildLife(options: ChildLifeOptions): Promise<ChildLife> {
  const { start, platform, reports, people, declarations, needs } = options;
  const scope = new PluginScope(start.pluginId);
  const requests = createRequests(reports);
  const { lateError } = reports;
  const parts = {
    hooks: createRemoteHooks({ pluginId: start.pluginId, platform, requests, scope, lateError }),
    queues: createRemoteQueues({ platform, requests, scope }),
    extensions: createRemoteExtensions({ platform, requests, lateError, known: needs.extensions }),
    sockets: createRemoteSockets({ platform, requests, people, lateError }),
  };
  const host = await createChildHost({ ...options, ...parts, scope, requests });
  const context = () =>
    createPluginContext({
      entry: {
        ...createEntry({ ...start, isEssential: false, load: async () => options.plugin }),
        scope,
        declarations,
      },
      host,
      services: createServiceTable(),
      pointView: () => undefined,
    });
  return {
    ...parts,
    async init() {
      host.declare(declarations, scope);
      await declarations.init?.init(context());
      await requests.settled();
    },
    async ready() {
      await declarations.init?.afterPluginsReady?.({ ...context(), ...host.readyExtras(scope) });
      await requests.settled();
    },
    [Symbol.asyncDispose]: () => scope[Symbol.asyncDispose](),
  };
}
