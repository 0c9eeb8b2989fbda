import type {
  Installations,
  InstalledPackage,
  PluginDirectory,
  PluginReport,
  RegisteredAccessRule,
} from "@checkstack/backend-api";
import type { PackedPlugin } from "@checkstack/common";
import { pluginSourceSchema, type Plugin, type Publisher } from "@checkstack/pluginmanager-common";
import { judgeSignature } from "../trust/judge-signature.ts";

export interface ListFacts {
  readonly reports: readonly PluginReport[];
  readonly accessRules: readonly RegisteredAccessRule[];
  readonly installed: readonly InstalledPackage[];
  readonly publishers: readonly Publisher[];
}

/** What the list is made of. */
export async function listFacts(options: {
  readonly plugins: PluginDirectory;
  readonly installations: Pick<Installations, "list">;
  readonly publishers: () => Promise<readonly Publisher[]>;
}): Promise<ListFacts> {
  const { plugins, installations } = options;
  const [installed, publishers] = await Promise.all([installations.list(), options.publishers()]);
  return { reports: plugins.reports(), accessRules: plugins.accessRules(), installed, publishers };
}

/** Every plugin with its state, its access rules and the package that brought it, by name. */
export function listPlugins({ reports, accessRules, installed, publishers }: ListFacts): Plugin[] {
  const rules = Map.groupBy(accessRules, (rule) => rule.pluginId);
  const packages = new Map(installed.flatMap((one) => one.manifest.plugins.map(({ pluginId }) => [pluginId, one])));
  const reported = new Set(reports.map(({ metadata }) => metadata.pluginId));
  const running = reports.map((report): Plugin => {
    const { pluginId } = report.metadata;
    const one = packages.get(pluginId);
    return {
      ...describeReport(report, rules.get(pluginId) ?? []),
      ...(one && { installed: describePackage(one, publishers) }),
    };
  });
  const others = installed.flatMap((one) =>
    one.manifest.plugins
      .filter(({ pluginId }) => !reported.has(pluginId))
      .map((plugin) => describeUnreported(plugin, one, publishers)),
  );
  return [...running, ...others].toSorted((a, b) => a.displayName.localeCompare(b.displayName, "en"));
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

/** A plugin that the kernel of this instance does not know: disabled, of pages alone, or another instance's. */
function describeUnreported(plugin: PackedPlugin, one: InstalledPackage, publishers: readonly Publisher[]): Plugin {
  const { pluginId, displayName, description, backend, adds } = plugin;
  const state = one.state === "disabled" ? "disabled" : backend ? "registered" : "ready";
  return {
    id: pluginId,
    displayName,
    ...(description !== undefined && { description }),
    packageName: one.manifest.name,
    version: one.manifest.version,
    state,
    lateErrors: [],
    accessRules: adds.accessRules.map((rule) => ({ id: `${pluginId}.${rule.id}`, description: rule.description })),
    installed: describePackage(one, publishers),
  };
}

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
