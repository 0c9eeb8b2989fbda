import { implementContract, type PluginDirectory } from "@checkstack/backend-api";
import { pluginmanagerContract, type FrontendModule } from "@checkstack/pluginmanager-common";
import { ORPCError } from "@orpc/server";
import type { InstalledPlugin, PluginFolder } from "./plugin-folder.ts";
import { listPlugins } from "./plugin-list.ts";

/** Answers the plugin manager's contract. */
export function createPluginManagerRouter({ plugins, folder }: { plugins: PluginDirectory; folder: PluginFolder }) {
  const os = implementContract(pluginmanagerContract);
  return os.router({
    plugins: {
      list: os.plugins.list.handler(() => listPlugins(plugins)),
      get: os.plugins.get.handler(unanswered),
      enable: os.plugins.enable.handler(unanswered),
      disable: os.plugins.disable.handler(unanswered),
      rollback: os.plugins.rollback.handler(unanswered),
      removal: os.plugins.removal.handler(unanswered),
      uninstall: os.plugins.uninstall.handler(unanswered),
    },
    settings: {
      list: os.settings.list.handler(unanswered),
      update: os.settings.update.handler(unanswered),
      history: os.settings.history.handler(unanswered),
      rollback: os.settings.rollback.handler(unanswered),
    },
    artifacts: { upload: os.artifacts.upload.handler(unanswered) },
    preview: os.preview.handler(unanswered),
    install: os.install.handler(unanswered),
    events: os.events.handler(unanswered),
    catalog: { search: os.catalog.search.handler(unanswered), image: os.catalog.image.handler(unanswered) },
    sources: { get: os.sources.get.handler(unanswered), update: os.sources.update.handler(unanswered) },
    publishers: {
      list: os.publishers.list.handler(unanswered),
      add: os.publishers.add.handler(unanswered),
      update: os.publishers.update.handler(unanswered),
      remove: os.publishers.remove.handler(unanswered),
    },
    policy: { get: os.policy.get.handler(unanswered), update: os.policy.update.handler(unanswered) },
    frontend: os.frontend.handler(async () => (await folder.list()).map(moduleOf)),
  });
}

const unanswered = (): never => {
  throw new ORPCError("NOT_IMPLEMENTED", { status: 501, message: "This platform does not install plugins yet." });
};

function moduleOf({ pluginId, version, frontend: { entry, stylesheet } }: InstalledPlugin): FrontendModule {
  const base = `/plugins/${pluginId}@${version}`;
  return {
    pluginId,
    version,
    entry: `${base}/${entry}`,
    ...(stylesheet !== undefined && { stylesheet: `${base}/${stylesheet}` }),
  };
}
