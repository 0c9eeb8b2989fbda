import type { EmitSignal } from "@checkstack/backend-api";
import { pluginsChanged } from "@checkstack/pluginmanager-common";
import type { InstalledPlugin, PluginFolder } from "./plugin-folder.ts";

/** Looks at the folder of installed plugins and tells browsers what came, went or was replaced since it looked last. */
export type PluginNews = () => Promise<void>;

/** Makes the look-out. The first look tells nothing. */
export function createPluginNews({ folder, emitSignal }: { folder: PluginFolder; emitSignal: EmitSignal }): PluginNews {
  let last: ReadonlyMap<string, string> | undefined;
  let looking = Promise.resolve();

  async function look(): Promise<void> {
    const now = versionsOf(await folder.list());
    const changes = last ? changesBetween(last, now) : [];
    last = now;
    for (const change of changes) emitSignal(pluginsChanged, change, { subject: change.pluginId });
  }

  // One look after the other: two at once would tell one change twice.
  return () => (looking = looking.then(look, look));
}

const versionsOf = (plugins: readonly InstalledPlugin[]): ReadonlyMap<string, string> =>
  new Map(plugins.map(({ pluginId, version }) => [pluginId, version]));

function changesBetween(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): { pluginId: string; state: string }[] {
  const gone = [...before.keys()].filter((pluginId) => !after.has(pluginId));
  const changed = [...after].filter(([pluginId, version]) => before.get(pluginId) !== version);
  return [
    ...gone.map((pluginId) => ({ pluginId, state: "removed" })),
    ...changed.map(([pluginId]) => ({ pluginId, state: before.has(pluginId) ? "replaced" : "installed" })),
  ];
}
