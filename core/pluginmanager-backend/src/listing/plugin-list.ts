import type {
  Installations,
  InstalledPackage,
  Instances,
  PluginDirectory,
  PluginReport,
  RegisteredAccessRule,
} from "@checkstack/backend-api";
import type { PackedPlugin } from "@checkstack/common";
import { pluginSourceSchema, type Plugin, type Publisher } from "@checkstack/pluginmanager-common";
import { pluginsElsewhere, type PluginElsewhere } from "./elsewhere.ts";
import { judgeSignature } from "../trust/judge-signature.ts";

export interface ListFacts {
  readonly reports: readonly PluginReport[];
  readonly elsewhere: ReadonlyMap<string, PluginElsewhere>;
  readonly accessRules: readonly RegisteredAccessRule[];
  readonly installed: readonly InstalledPackage[];
  readonly publishers: readonly Publisher[];
}

/** What the list is made of. */
export async function listFacts(options: {
  readonly plugins: PluginDirectory;
  readonly instances: Instances;
  readonly installations: Pick<Installations, "list">;
  readonly publishers: () => Promise<readonly Publisher[]>;
}): Promise<ListFacts> {
  const { plugins, instances, installations } = options;
  const [installed, publishers] = await Promise.all([installations.list(), options.publishers()]);
  const elsewhere = pluginsElsewhere(instances);
  return { reports: plugins.reports(), elsewhere, accessRules: plugins.accessRules(), installed, publishers };
}

/** Every plugin with its state, its access rules and the package that brought it, by name. */
export function listPlugins(facts: ListFacts): Plugin[] {
  const { reports, accessRules, installed, publishers } = facts;
  const rules = Map.groupBy(accessRules, (rule) => rule.pluginId);
  const packages = new Map(installed.flatMap((one) => one.manifest.plugins.map(({ pluginId }) => [pluginId, one])));
  const here = reports.map((report): Plugin => {
    const { pluginId } = report.metadata;
    const one = packages.get(pluginId);
    return {
      ...describeReport(report, rules.get(pluginId) ?? []),
      ...(one && { installed: describePackage(one, publishers) }),
    };
  });
  const all = [...here, ...notHere(facts)].map((plugin) => orModified(plugin, packages.get(plugin.id)));
  return all.toSorted((a, b) => a.displayName.localeCompare(b.displayName, "en"));
}

/** What the kernel of this instance does not know: disabled, of pages alone, or another instance's. */
function notHere({ reports, elsewhere, installed, publishers }: ListFacts): Plugin[] {
  const known = new Set(reports.map(({ metadata }) => metadata.pluginId));
  const ofPackages = installed.flatMap((one) =>
    one.manifest.plugins
      .filter(({ pluginId }) => !known.has(pluginId))
      .map((plugin) => describeInstalled(plugin, { one, publishers, elsewhere: elsewhere.get(plugin.pluginId) })),
  );
  for (const { id } of ofPackages) known.add(id);
  const ofOthers = [...elsewhere.values()].filter(({ pluginId }) => !known.has(pluginId)).map(describeElsewhere);
  return [...ofPackages, ...ofOthers];
}

/** That it is not what was installed is told before whether it runs. */
function orModified(plugin: Plugin, one: InstalledPackage | undefined): Plugin {
  if (one?.modified === undefined || plugin.state === "disabled") return plugin;
  const goesOn = plugin.state === "ready" ? `; version ${plugin.version} goes on` : "";
  return { ...plugin, state: "modified", reason: `${one.modified}${goesOn}` };
}

function describeReport(report: PluginReport, rules: readonly RegisteredAccessRule[]): Plugin {
  const { metadata, packageName, version, status, lateErrors } = report;
  return {
    id: metadata.pluginId,
    displayName: metadata.displayName,
    ...(metadata.description !== undefined && { description: metadata.description }),
    packageName,
    version,
    ...status,
    lateErrors: [...lateErrors],
    accessRules: rules.map(({ qualifiedId, description }) => ({ id: qualifiedId, description })),
  };
}

interface Installed {
  readonly one: InstalledPackage;
  readonly publishers: readonly Publisher[];
  readonly elsewhere: PluginElsewhere | undefined;
}

function describeInstalled(plugin: PackedPlugin, { one, publishers, elsewhere }: Installed): Plugin {
  const { pluginId, displayName, description, backend, adds } = plugin;
  const isDisabled = one.state === "disabled";
  const reason = isDisabled ? undefined : elsewhere?.reason;
  return {
    id: pluginId,
    displayName,
    ...(description !== undefined && { description }),
    packageName: one.manifest.name,
    version: one.manifest.version,
    state: isDisabled ? "disabled" : (elsewhere?.state ?? (backend ? "registered" : "ready")),
    ...(reason !== undefined && { reason }),
    lateErrors: [],
    accessRules: adds.accessRules.map((rule) => ({ id: `${pluginId}.${rule.id}`, description: rule.description })),
    installed: describePackage(one, publishers),
  };
}

/** A plugin of the platform that this instance leaves to others. */
const describeElsewhere = ({
  pluginId,
  displayName,
  packageName,
  version,
  state,
  reason,
}: PluginElsewhere): Plugin => ({
  id: pluginId,
  displayName,
  packageName,
  version,
  state,
  ...(reason !== undefined && { reason }),
  lateErrors: [],
  accessRules: [],
});

function describePackage(one: InstalledPackage, publishers: readonly Publisher[]): NonNullable<Plugin["installed"]> {
  const { manifest, signer, source, sha256, size, runs, installedAt, installedBy } = one;
  const signature = signer ? { state: "signed" as const, ...signer } : { state: "unsigned" as const };
  const parsed = pluginSourceSchema.safeParse(source);
  return {
    name: manifest.name,
    version: manifest.version,
    sha256,
    size,
    // What some earlier version wrote is known by its hash at least.
    source: parsed.success ? parsed.data : { type: "tarball", sha256 },
    signature: judgeSignature(signature, publishers),
    runs,
    pluginIds: manifest.plugins.map(({ pluginId }) => pluginId),
    installedAt,
    installedBy,
  };
}
