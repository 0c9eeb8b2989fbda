import { core, createBackendPlugin, queueProviders } from "@checkstack/backend-api";
import { definePluginMetadata } from "@checkstack/common";
import { createBullProvider } from "./bull/bull-provider.ts";
import { eraseInPostgres } from "./postgres/erase-queues.ts";
import { createRedisSettings, findRedis, readRedisSettings } from "./redis/redis-settings.ts";

const metadata = definePluginMetadata({
  pluginId: "queue-bullmq",
  displayName: "Queues for many processes",
  description:
    "Runs jobs in all processes of the installation, over PostgreSQL or Redis; nothing waits in memory alone",
});

export default createBackendPlugin({
  metadata,
  register(registry) {
    registry.registerInit({
      deps: {
        providers: queueProviders,
        database: core.database,
        databaseAddress: core.databaseAddress,
        config: core.config,
        clock: core.clock,
        logger: core.logger,
      },
      init({ providers, database, databaseAddress, config, clock, logger, scope }) {
        const postgres = createBullProvider({
          id: "postgres",
          displayName: "PostgreSQL",
          description: "Shared by all processes, and needs nothing but the database that is there.",
          connect: async (options) => {
            // BullMQ is read when it is used: a lone process runs its queues in memory.
            const { connectPostgres } = await import("./postgres/postgres-connection.ts");
            return connectPostgres({ ...options, database, url: databaseAddress.url });
          },
          erase: (prefix) => eraseInPostgres(database, prefix),
          clock,
          logger,
        });
        const redis = createBullProvider({
          id: "redis",
          displayName: "Redis",
          description:
            "Shared by all processes, and the fastest with many jobs a second. Keep its append-only file on.",
          connect: async (options) => {
            const where = await readRedisSettings(config, process.env);
            const { connectRedis } = await import("./redis/redis-connection.ts");
            return connectRedis({ ...options, ...where });
          },
          async erase(prefix) {
            const where = await findRedis(config, process.env);
            if (!where) return;
            const { eraseInRedis } = await import("./redis/erase-queues.ts");
            await eraseInRedis(where, prefix);
          },
          settings: createRedisSettings(config),
          clock,
          logger,
        });
        providers.add(scope.use(postgres));
        providers.add(scope.use(redis));
      },
    });
  },
});
