import type { InstalledPackage, PluginReport } from "@checkstack/backend-api";
import { keyIdOf, unmetRanges, type CatalogIndexEntry } from "@checkstack/plugin-package-node";
import type { CatalogEntry } from "@checkstack/pluginmanager-common";
import type { ReadCatalog } from "./catalog-reader.ts";

export interface CatalogQuery {
  readonly search?: string | undefined;
  readonly category?: string | undefined;
  readonly catalog?: string | undefined;
}

export interface CatalogFacts {
  readonly catalogs: readonly ReadCatalog[];
  readonly installed: readonly InstalledPackage[];
  readonly reports: readonly PluginReport[];
  readonly hostVersions: Readonly<Record<string, string>>;
}

/** What fits a query, the best first: by name before by description, then by name. */
export function searchCatalogs(facts: CatalogFacts, query: CatalogQuery): CatalogEntry[] {
  const words = (query.search ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  return facts.catalogs
    .filter(({ id }) => query.catalog === undefined || id === query.catalog)
    .flatMap(({ id, index }) => index.entries.map((entry) => ({ catalog: id, entry, rank: rankOf(entry, words) })))
    .filter(
      ({ entry, rank }) =>
        rank !== undefined && (query.category === undefined || entry.categories.includes(query.category)),
    )
    .toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0) || a.entry.displayName.localeCompare(b.entry.displayName, "en"))
    .map(({ catalog, entry }) => describe(catalog, entry, facts));
}

/** Every category with its number of entries, by name. */
export function categoriesOf(catalogs: readonly ReadCatalog[]): { name: string; entries: number }[] {
  const names = catalogs.flatMap(({ index }) => index.entries.flatMap(({ categories }) => [...new Set(categories)]));
  const counted = Map.groupBy(names, (name) => name);
  return [...counted]
    .map(([name, all]) => ({ name, entries: all.length }))
    .toSorted((a, b) => a.name.localeCompare(b.name, "en"));
}

/** Every word must be somewhere; 0 when all are in the names. */
function rankOf(entry: CatalogIndexEntry, words: readonly string[]): number | undefined {
  const names = `${entry.displayName} ${entry.package} ${entry.pluginIds.join(" ")}`.toLowerCase();
  const rest = `${entry.description} ${entry.categories.join(" ")} ${entry.publisher.name}`.toLowerCase();
  if (words.every((word) => names.includes(word))) return 0;
  return words.every((word) => names.includes(word) || rest.includes(word)) ? 1 : undefined;
}

function describe(catalog: string, entry: CatalogIndexEntry, facts: CatalogFacts): CatalogEntry {
  const { publisher, versions, screenshots, homepage, license } = entry;
  const installed = installedVersion(entry, facts);
  return {
    catalog,
    package: entry.package,
    displayName: entry.displayName,
    description: entry.description,
    categories: entry.categories,
    publisher: {
      name: publisher.name,
      ...(publisher.publicKey !== undefined && { keyId: keyIdOf(publisher.publicKey) }),
    },
    ...(homepage !== undefined && { homepage }),
    ...(license !== undefined && { license }),
    screenshots: screenshots.map(({ sha256, alt }) => ({ url: `/api/pluginmanager/catalog/images/${sha256}`, alt })),
    versions: newestFirst(versions).map(({ version, publishedAt, peerDependencies }) => {
      const [reason] = unmetRanges(peerDependencies, facts.hostVersions);
      return {
        version,
        ...(publishedAt && { publishedAt }),
        compatible: reason === undefined,
        ...(reason !== undefined && { reason }),
      };
    }),
    ...(installed !== undefined && { installed }),
    builtIn: entry.builtIn,
  };
}

function installedVersion(entry: CatalogIndexEntry, { installed, reports }: CatalogFacts): string | undefined {
  if (!entry.builtIn) return installed.find(({ manifest }) => manifest.name === entry.package)?.manifest.version;
  return reports.find(({ packageName }) => packageName === entry.package)?.version;
}

export const newestFirst = <Version extends { readonly version: string }>(versions: readonly Version[]): Version[] =>
  versions.toSorted((a, b) => Bun.semver.order(b.version, a.version));
