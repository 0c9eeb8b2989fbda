import {
  core,
  createBackendPlugin,
  optional,
  rpc,
  type BackendPlugin,
  type PluginContext,
  type Queues,
  type ReadyExtras,
  type Resolved,
  type RpcRef,
  type ServiceRef,
} from "@checkstack/backend-api";
import type { AccessRule, Contract, Signal } from "@checkstack/common";
import * as z from "zod";
import type { Declared } from "../protocol/process-contract.ts";

/** What happens in the plugin's process. */
export interface ProxiedLife {
  ready(extras: ReadyExtras): Promise<void>;
}

export interface ProxyPluginOptions {
  readonly declared: Declared;
  /** Begins a life; what it opens ends with the scope of `context`. */
  begin(context: PluginContext, given: Given): Promise<ProxiedLife>;
}

/** What the kernel found for the plugin. */
export interface Given {
  readonly queues: Queues | undefined;
  /** Clients of the plugins that it calls, by id. */
  readonly others: ReadonlyMap<string, object>;
}

type Deps = Readonly<Record<`queue ${string}`, ServiceRef<Queues>> & Record<`rpc ${string}`, RpcRef<Contract>>>;

/** Services that a process has of its own, or asks the platform for. */
const PROVIDED = new Set(
  [core.database, core.logger, core.clock, core.config, core.secrets, core.instance, core.queue].map(({ id }) => id),
);

/** Stands for a plugin in a process of its own: to the kernel, a plugin like any other. */
export function createProxyPlugin({ declared, begin }: ProxyPluginOptions): BackendPlugin {
  const { pluginId, displayName, description } = declared.metadata;
  return createBackendPlugin({
    metadata: { pluginId, displayName, ...(description !== undefined && { description }) },
    register(registry) {
      refuseWhatCannotCross(declared);
      registry.registerAccessRules(accessRulesOf(declared));
      registry.registerSignals(signalsOf(declared));
      let life: ProxiedLife | undefined;
      registry.registerInit({
        deps: depsOf(declared),
        async init(context) {
          life = await begin(context, { queues: context["queue of its own"], others: othersOf(declared, context) });
        },
        afterPluginsReady: async (extras) => life?.ready(extras),
      });
    },
  });
}

const accessRulesOf = ({ accessRules }: Declared): AccessRule[] =>
  accessRules.map(({ id, description, defaultFor }) => ({ id, description, ...(defaultFor && { defaultFor }) }));

/** Its own ids under its own name, whatever it says; payloads were checked where their schema is. */
export function signalsOf({ metadata: { pluginId }, signals }: Declared): Signal[] {
  return signals.map(({ id, access }) => ({ id, access: accessOf(access), pluginId, payload: z.unknown() }));
}

const accessOf = (access: Declared["signals"][number]["access"]): Signal["access"] =>
  typeof access === "string"
    ? access
    : access.map(({ id, description, defaultFor }) => ({ id, description, ...(defaultFor && { defaultFor }) }));

function depsOf({ deps }: Declared): Deps {
  const queue = deps.find(({ id }) => id === core.queue.id);
  const called = deps.filter(({ kind }) => kind === "rpc");
  return {
    ...(queue && { "queue of its own": queue.isOptional ? optional(core.queue) : core.queue }),
    ...Object.fromEntries(called.map(({ id }) => [`rpc ${id}` as const, rpc({ pluginId: id, router: {} })])),
  };
}

const othersOf = ({ deps }: Declared, context: Resolved<Deps>): ReadonlyMap<string, object> =>
  new Map(
    deps.flatMap(({ kind, id }) => {
      const client = kind === "rpc" ? context[`rpc ${id}`] : undefined;
      return client ? [[id, client] as const] : [];
    }),
  );

/** Functions do not cross from one process to another. */
function refuseWhatCannotCross({ deps, provides, points, signals, metadata: { pluginId } }: Declared): void {
  const [provided] = provides;
  if (provided !== undefined) {
    throw new Error(`provides service "${provided}" to other plugins, which takes one process; let it run in process`);
  }
  const [point] = points;
  if (point !== undefined) {
    throw new Error(`owns extension point "${point}", whose contributors share its process; let it run in process`);
  }
  for (const { kind, id, isOptional } of deps) {
    if (kind === "extension-point") {
      throw new Error(`adds to extension point "${id}", which takes one process with its owner; let it run in process`);
    }
    if (kind === "service" && !isOptional && !PROVIDED.has(id)) {
      throw new Error(`needs service "${id}", which only plugins in the platform's process can have; let it run there`);
    }
  }
  const foreign = signals.find(({ id }) => !id.startsWith(`${pluginId}.`));
  if (foreign)
    throw new Error(`registers the signal "${foreign.id}" of another plugin; a plugin registers its own only`);
}
