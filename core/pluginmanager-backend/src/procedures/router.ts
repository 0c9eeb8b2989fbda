import { implementContract, type Extensions } from "@checkstack/backend-api";
import { pluginmanagerContract, type pluginSettings } from "@checkstack/pluginmanager-common";
import { frontendModules } from "../listing/frontend-modules.ts";
import type { Manager } from "../manager.ts";
import { catalogProcedures } from "./catalog-procedures.ts";
import { installProcedures } from "./install-procedures.ts";
import { pluginProcedures } from "./plugin-procedures.ts";
import { settingProcedures } from "./setting-procedures.ts";
import { trustProcedures } from "./trust-procedures.ts";

/** Answers the plugin manager's contract. */
export function createPluginManagerRouter(options: {
  readonly manager: Manager;
  readonly settings: Extensions<typeof pluginSettings>;
}) {
  const { manager, settings } = options;
  const os = implementContract(pluginmanagerContract);
  return os.router({
    plugins: pluginProcedures(manager),
    settings: settingProcedures(manager, settings),
    ...installProcedures(manager),
    catalog: catalogProcedures(manager),
    ...trustProcedures(manager),
    instances: os.instances.handler(() =>
      manager.instances.list().map((one) => ({ ...one, plugins: [...one.plugins] })),
    ),
    frontend: os.frontend.handler(async () => frontendModules(await manager.installations.list())),
  });
}
