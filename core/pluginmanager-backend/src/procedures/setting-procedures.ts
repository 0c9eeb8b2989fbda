import { implementContract, type Extension, type Extensions } from "@checkstack/backend-api";
import { pluginmanagerContract, type PluginSetting, type pluginSettings } from "@checkstack/pluginmanager-common";
import { listFacts, listPlugins } from "../listing/plugin-list.ts";
import type { Manager } from "../manager.ts";
import { notFound } from "./find-package.ts";
import { isDefinedError, ORPCError, safe } from "@orpc/server";

type Setting = Extension<typeof pluginSettings>;

/** Configurations of plugins, wherever these run. */
export function settingProcedures(manager: Manager, settings: Extensions<typeof pluginSettings>) {
  const os = implementContract(pluginmanagerContract).settings;
  return {
    list: os.list.handler(async ({ input: { id } }) => {
      const own = settings.list().filter(({ pluginId }) => pluginId === id);
      if (own.length === 0) await assertKnown(manager, id);
      return Promise.all(own.map(describe));
    }),
    update: os.update.handler(async ({ input: { id, key, data }, errors }) => {
      const setting = find(id, key);
      const { error } = await safe(setting.client.write({ data }));
      if (isDefinedError(error)) throw errors.INVALID_SETTING({ message: error.message, data: error.data });
      if (error) throw error;
      return describe(setting);
    }),
    history: os.history.handler(({ input: { id, key } }) => find(id, key).client.history()),
    rollback: os.rollback.handler(async ({ input: { id, key, recordId }, errors }) => {
      const setting = find(id, key);
      const { error } = await safe(setting.client.rollback({ recordId }));
      if (isDefinedError(error)) throw errors.RECORD_NOT_FOUND({ message: error.message, data: error.data });
      if (error) throw error;
      return describe(setting);
    }),
  };

  function find(id: string, key: string): Setting {
    const found = settings.get(`${id}.${key}`);
    if (found && found.pluginId === id) return found;
    throw new ORPCError("SETTING_NOT_FOUND", {
      status: 404,
      message: `Plugin "${id}" has no setting "${key}", or does not run.`,
      data: { key },
    });
  }
}

async function describe({ metadata, client }: Setting): Promise<PluginSetting> {
  const { data } = await client.read();
  return { ...metadata, data };
}

async function assertKnown(manager: Manager, id: string): Promise<void> {
  const known = listPlugins(await listFacts({ ...manager, publishers: manager.trust.publishers }));
  if (!known.some((plugin) => plugin.id === id)) throw notFound(id);
}
