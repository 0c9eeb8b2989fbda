import { setTimeout as sleep } from "node:timers/promises";
import { core, createBackendPlugin, pluginDataDeleted, queueProviders } from "@checkstack/backend-api";
import {
  access,
  engineChosen,
  pluginMetadata,
  queueContract,
  queuesErased,
  queueStatsSignal,
} from "@checkstack/queue-common";
import { createEngineSetting } from "./engine-setting.ts";
import { eraseQueues } from "./erase-queues.ts";
import { createLetters } from "./letters.ts";
import { createMembership, type Membership } from "./membership.ts";
import { createMemberStore } from "./member-store.ts";
import { overviewOf } from "./overview.ts";
import { createProviderList } from "./provider-list.ts";
import { createQueueHub, type QueueHub } from "./queue-hub.ts";
import { createQueueRouter } from "./router.ts";
import { createWatch } from "./watch.ts";

export default createBackendPlugin({
  metadata: pluginMetadata,
  register(registry) {
    const providers = createProviderList();
    registry.registerAccessRules(Object.values(access));
    registry.registerExtensionPoint(queueProviders, (contributor) => ({
      add: (provider) => contributor.defer(providers.add(provider)),
    }));
    registry.registerContract(queueContract);
    registry.registerSignals([queueStatsSignal]);

    let hub: QueueHub;
    let membership: Membership;
    registry.registerInit({
      deps: {
        database: core.database,
        config: core.config,
        instance: core.instance,
        hookDeadLetters: core.hookDeadLetters,
        clock: core.clock,
        logger: core.logger,
      },
      provides: [core.queue],
      async init({ database, config, instance, hookDeadLetters, clock, logger, scope, ...context }) {
        const setting = await createEngineSetting(config);
        const store = createMemberStore(database, instance.id);
        hub = createQueueHub({ providers, chosen: setting.current, alone: store.alone, clock, logger });
        const tell = (engine: string, settingsOf?: string): Promise<void> =>
          context.emitHook(engineChosen, { engine, ...(settingsOf !== undefined && { settingsOf }) });
        membership = scope.use(createMembership({ store, setting, providers, hub, logger, tell }));
        const figures = { hub, setting, membership };
        const send = async (): Promise<void> => context.emitSignal(queueStatsSignal, await overviewOf(figures));
        const watch = scope.use(createWatch({ send }));
        const letters = createLetters({ hub, hooks: hookDeadLetters });

        context.providePerPlugin(core.queue, hub.forPlugin);
        context.serve(queueContract, createQueueRouter({ ...figures, providers, letters, looked: watch.touch, tell }));
      },
      afterPluginsReady({ onHook, emitHook, logger, scope }) {
        onHook(engineChosen, async ({ settingsOf }) => {
          await membership.beat();
          if (settingsOf !== undefined && settingsOf === hub.engine()?.id) await hub.reopen();
        });
        const tell = (pluginId: string): Promise<void> => emitHook(queuesErased, { pluginId });
        const wait = (ms: number): Promise<unknown> => sleep(ms, undefined, { signal: scope.signal });
        onHook(pluginDataDeleted, ({ pluginId }) => eraseQueues(pluginId, { hub, membership, tell, wait, logger }));
        onHook(queuesErased, ({ pluginId }) => hub.release(pluginId));
      },
    });
  },
});
