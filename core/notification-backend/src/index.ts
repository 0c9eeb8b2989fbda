import { core, createBackendPlugin, rpc } from "@checkstack/backend-api";
import { catalogContract } from "@checkstack/catalog-common";
import { checkAnnounced, healthcheckContract } from "@checkstack/healthcheck-common";
import { access, notificationAdded, notificationContract, pluginMetadata } from "@checkstack/notification-common";
import * as z from "zod";
import { createAnnouncements } from "./announcements.ts";
import { createNotificationStore } from "./notification-store.ts";
import { createNotificationRouter } from "./router.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const KEPT_DAYS = 90;

export default createBackendPlugin({
  metadata: pluginMetadata,
  register(registry) {
    registry.registerAccessRules(Object.values(access));
    registry.registerContract(notificationContract);
    registry.registerSignals([notificationAdded]);
    registry.registerInit({
      deps: {
        database: core.database,
        clock: core.clock,
        queues: core.queue,
        catalog: rpc(catalogContract),
        healthcheck: rpc(healthcheckContract),
      },
      init: ({ database, serve }) => serve(notificationContract, createNotificationRouter(database)),
      async afterPluginsReady({ database, clock, queues, catalog, healthcheck, onHook, emitSignal }) {
        const store = createNotificationStore(database);
        onHook(
          checkAnnounced,
          createAnnouncements({
            store,
            systemOf: (id) => catalog.systems.get({ id }, { context: {} }),
            checkOf: (id) => healthcheck.checks.get({ id }, { context: {} }),
            clock,
            emitSignal,
          }),
        );

        const upkeep = queues.queue("upkeep", z.null());
        upkeep.consume(() => store.deleteBefore(new Date(clock.now() - KEPT_DAYS * DAY_MS)));
        await upkeep.schedule([{ key: "daily", recurrence: { everyMs: DAY_MS }, data: null }]);
      },
    });
  },
});
