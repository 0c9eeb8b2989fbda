import { core, createBackendPlugin, extensionsOf } from "@checkstack/backend-api";
import { access, catalogChanged, catalogContract, pluginMetadata, systemDependents } from "@checkstack/catalog-common";
import { createDeletionImpact } from "./deletion-impact.ts";
import { createEnvironmentService } from "./environment-service.ts";
import { createGroupService } from "./group-service.ts";
import { createNews } from "./news.ts";
import { createCatalogRouter } from "./router.ts";
import { createSystemService } from "./system-service.ts";

export default createBackendPlugin({
  metadata: pluginMetadata,
  register(registry) {
    registry.registerAccessRules(Object.values(access));
    registry.registerContract(catalogContract);
    registry.registerSignals([catalogChanged]);
    registry.registerInit({
      deps: {
        database: core.database,
        clock: core.clock,
        logger: core.logger,
        dependents: extensionsOf(systemDependents),
      },
      init({ database, clock, logger, dependents, serve, emitHook, emitSignal }) {
        const news = createNews(emitSignal);
        const router = createCatalogRouter({
          systems: createSystemService({ database, clock, news, emitHook }),
          groups: createGroupService({ database, clock, news }),
          environments: createEnvironmentService({ database, clock, news }),
          deletionImpact: createDeletionImpact({ dependents, logger }),
        });
        serve(catalogContract, router);
      },
    });
  },
});
