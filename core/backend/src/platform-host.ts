import {
  core,
  type Clock,
  type Database,
  type Installations,
  type Isolation,
  type Instance,
  type Instances,
  type Logger,
  type PluginDirectory,
  type Scope,
  type SecretBox,
} from "@checkstack/backend-api";
import { createConfigStore } from "./config/index.ts";
import type { DatabaseServer } from "./database/index.ts";
import type { HookBus } from "./hooks/index.ts";
import type { WebSocketRoutes } from "./http/index.ts";
import type { ExtensionRegistry } from "./kernel/extension-registry.ts";
import type { KernelHost } from "./kernel/kernel-host.ts";
import type { PluginSource } from "./kernel/plugin-source.ts";
import { pluginLogger } from "./logger.ts";
import type { ContractRegistry } from "./rpc/index.ts";
import type { SignalHub } from "./signals/index.ts";

export interface PlatformHostOptions {
  readonly server: DatabaseServer;
  readonly contracts: ContractRegistry;
  readonly hooks: HookBus;
  readonly signals: SignalHub;
  readonly sockets: WebSocketRoutes;
  readonly extensions: ExtensionRegistry;
  /** What seals the secrets of one plugin; another's does not open them. */
  readonly secretsOf: (pluginId: string) => SecretBox;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly instance: Instance;
  readonly instances: Instances;
  /** The kernel, which comes to be after its host. */
  readonly directory: () => PluginDirectory;
  readonly installations: () => Installations;
  readonly isolation: () => Isolation;
}

/** Whoever installs plugins can do everything. */
const PLUGIN_MANAGER = "pluginmanager";
/** Payloads of other plugins' events are for the page of dead letters alone. */
const QUEUE = "queue";

/** What plugins get of the real platform: a database, calls, hooks, signals and sockets, each bound to their scope. */
export function createPlatformHost(options: PlatformHostOptions): KernelHost {
  const { server, contracts, hooks, signals, sockets, secretsOf, clock, logger } = options;
  const databases = new WeakMap<Scope, Database>();

  /** One database for each life of a plugin, opened by its first use. */
  const databaseOf = (source: PluginSource, scope: Scope): Database => {
    const open = databases.get(scope) ?? scope.use(server.open(source));
    databases.set(scope, open);
    return open;
  };

  const services: Record<string, (source: PluginSource, scope: Scope) => unknown> = {
    [core.database.id]: databaseOf,
    [core.databaseAddress.id]: (source) => ({ url: server.addressOf(source) }),
    [core.logger.id]: ({ pluginId }) => pluginLogger(logger, pluginId),
    [core.clock.id]: () => clock,
    [core.config.id]: ({ pluginId }) =>
      createConfigStore({ database: server.core, pluginId, secrets: secretsOf(pluginId), clock }),
    [core.secrets.id]: ({ pluginId }) => secretsOf(pluginId),
    [core.plugins.id]: () => options.directory(),
    [core.instance.id]: () => options.instance,
    [core.instances.id]: () => options.instances,
    [core.hookDeadLetters.id]: onlyFor(QUEUE, core.hookDeadLetters.id, () => hooks.deadLetters()),
    [core.installations.id]: onlyFor(PLUGIN_MANAGER, core.installations.id, () => options.installations()),
    [core.isolation.id]: onlyFor(PLUGIN_MANAGER, core.isolation.id, () => options.isolation()),
  };

  return {
    migrate: (source) => server.prepare(source),
    declare(declarations, scope) {
      for (const contract of declarations.contracts) {
        assertOwn(scope, { verb: "registers", what: "contract", ownerId: contract.pluginId });
        scope.use(contracts.declare(contract));
      }
      for (const signal of declarations.signals) {
        assertOwn(scope, { verb: "registers", what: `signal "${signal.id}"`, ownerId: signal.pluginId });
        scope.use(signals.register(signal));
      }
    },
    offers: (serviceId) => serviceId in services,
    service: (serviceId, source, scope) => services[serviceId]?.(source, scope),
    client(contract, caller, { calls = [] }) {
      const { pluginId } = contract;
      if (calls.includes(pluginId) || pluginId === caller.pluginId) return contracts.client(contract, caller);
      throw new Error(
        `calls plugin "${pluginId}", which its package.json does not ask for; add "${pluginId}" to "checkstack": { "calls": [...] }`,
      );
    },
    context: (source, scope) => ({
      serve(contract, router) {
        assertOwn(scope, { verb: "serves", what: "contract", ownerId: contract.pluginId });
        scope.use(contracts.serve(contract, router));
      },
      emitHook: hooks.emitter(source.pluginId, databaseOf(source, scope)),
      emitSignal: signals.emitter(source.pluginId),
    }),
    readyExtras: (scope) => ({
      onHook: (hook, handler) => hooks.subscribe(scope, hook, handler),
      wsRegistry: sockets.registryFor(scope),
    }),
    extensions: options.extensions,
  };
}

const onlyFor =
  (owner: string, serviceId: string, service: () => unknown) =>
  ({ pluginId }: PluginSource): unknown => {
    if (pluginId === owner) return service();
    throw new Error(`plugin "${pluginId}" asks for "${serviceId}", which is for "${owner}" alone`);
  };

function assertOwn({ pluginId }: Scope, { verb, what, ownerId }: Record<"verb" | "what" | "ownerId", string>): void {
  if (ownerId !== pluginId) throw new Error(`${verb} a ${what} of plugin "${ownerId}"; a plugin ${verb} its own only`);
}
