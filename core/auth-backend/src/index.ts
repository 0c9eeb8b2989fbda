import { access, authContract, authenticationStrategies, pluginMetadata } from "@checkstack/auth-common";
import { core, createBackendPlugin, extensionsOf } from "@checkstack/backend-api";
import { createAdminFromEnvironment } from "./admin-from-environment.ts";
import { createAuthService } from "./auth-service.ts";

export default createBackendPlugin({
  metadata: pluginMetadata,
  register(registry) {
    registry.registerAccessRules(Object.values(access));
    registry.registerContract(authContract);
    let service: Awaited<ReturnType<typeof createAuthService>> | undefined;
    registry.registerInit({
      deps: {
        database: core.database,
        logger: core.logger,
        clock: core.clock,
        secrets: core.secrets,
        plugins: core.plugins,
        instance: core.instance,
        strategies: extensionsOf(authenticationStrategies),
      },
      provides: [core.authenticator],
      async init(context) {
        service = await createAuthService(context);
        context.provide(core.authenticator, service.authenticator);
        context.serve(authContract, service.router);
      },
      async afterPluginsReady({ logger }) {
        if (!service) return;
        await service.grantDefaults();
        await createAdminFromEnvironment({ env: process.env, setUp: service.setUp, logger });
      },
    });
  },
});
