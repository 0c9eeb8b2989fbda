import { core, type Clock, type Instance, type Scope } from "@checkstack/backend-api";
import { createORPCClient, type ClientLink } from "@orpc/client";
import type { CallOptions } from "@checkstack/backend-api";
import { configStoreOver } from "../../config/config-store.ts";
import type { Declarations } from "../../kernel/declarations.ts";
import type { KernelHost } from "../../kernel/kernel-host.ts";
import { createSecretBox } from "../../secrets/secret-box.ts";
import { outputOf } from "../protocol/outcome.ts";
import type { ChildDatabase } from "./child-database.ts";
import type { ChildLife, ChildLifeOptions } from "./child-life.ts";
import { createRemoteRows } from "./remote-rows.ts";
import { createRemoteSignals } from "./remote-signals.ts";
import type { Requests } from "./requests.ts";

export interface ChildHostOptions
  extends ChildLifeOptions, Pick<ChildLife, "hooks" | "queues" | "extensions" | "sockets"> {
  readonly scope: Scope;
  readonly requests: Requests;
}

const clock: Clock = { now: Date.now, monotonic: () => performance.now() };

/** What a plugin gets in its own process: what can be done here is done here, for the rest the platform is asked. */
export async function createChildHost(options: ChildHostOptions): Promise<KernelHost> {
  const { start, platform, reports, people, needs, scope, requests, contracts, hooks, queues, extensions, sockets } =
    options;
  const { pluginId } = start;
  const secrets = createSecretBox(Buffer.from(needs.secretKey, "base64"));
  const signals = createRemoteSignals({ pluginId, platform, declared: options.declarations.signals, requests });
  const opened = createOpening(options);
  const database = usesDatabase(options.declarations) ? await opened() : undefined;
  const instance: Instance = { ...needs.instance, dataDir: start.dataDir };

  const services: Record<string, () => unknown> = {
    [core.database.id]: () => database?.database,
    [core.databaseAddress.id]: () => ({ url: needs.database.url }),
    [core.logger.id]: () => reports.logger,
    [core.clock.id]: () => clock,
    [core.config.id]: () => configStoreOver(createRemoteRows(platform), { pluginId, secrets, clock }),
    [core.secrets.id]: () => secrets,
    [core.instance.id]: () => instance,
    [core.queue.id]: () => queues.service,
  };

  return {
    migrate: async () => {},
    declare(declarations, owner) {
      for (const contract of declarations.contracts) {
        if (contract.pluginId !== pluginId)
          throw new Error(`registers a contract of plugin "${contract.pluginId}"; a plugin registers its own only`);
        owner.use(contracts.declare(contract));
      }
    },
    offers: (serviceId) => serviceId in services,
    service: (serviceId) => services[serviceId]?.(),
    client(contract) {
      const link: ClientLink<CallOptions> = {
        async call(path, input, { context: { onBehalfOf }, signal }) {
          const seal = onBehalfOf === undefined ? undefined : people.sealOf(onBehalfOf);
          const question = { pluginId: contract.pluginId, path: [...path], input, ...(seal && { onBehalfOf: seal }) };
          return outputOf(await platform.call(question, { ...(signal && { signal }) }));
        },
      };
      return createORPCClient(link);
    },
    context: () => ({
      serve(contract, router) {
        scope.use(contracts.serve(contract, router));
        requests.add(platform.serve());
      },
      emitHook: async (hook, payload, emitOptions) => (await opened()).emitHook(hook, payload, emitOptions),
      emitSignal: signals.emit,
    }),
    readyExtras: () => ({ onHook: hooks.subscribe, wsRegistry: sockets.registry }),
    extensions,
  };
}

/** Opens the database when it is first asked for: the driver takes time and memory, and not every plugin has a use for it. */
function createOpening({ start, needs, reports, scope, hooks }: ChildHostOptions): () => Promise<ChildDatabase> {
  const open = async (): Promise<ChildDatabase> => {
    const { openChildDatabase } = await import("./child-database.ts");
    const options = { ...needs.database, pluginId: start.pluginId, logger: reports.logger, clock, hooks };
    return scope.use(openChildDatabase(options));
  };
  let opened: Promise<ChildDatabase> | undefined;
  return () => (opened ??= open());
}

const usesDatabase = ({ init }: Declarations): boolean =>
  Object.values(init?.deps ?? {}).some(({ id }) => id === core.database.id);
