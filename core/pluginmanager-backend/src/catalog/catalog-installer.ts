import { createHash } from "node:crypto";
import type { Egress } from "@checkstack/egress-node";
import { MAX_PACKED_BYTES, unmetRanges, type CatalogIndexEntry } from "@checkstack/plugin-package-node";
import type { Preview, SourceSettings } from "@checkstack/pluginmanager-common";
import { fetchFromRelease } from "../installers/github-installer.ts";
import { fetchFromRegistry } from "../installers/npm-installer.ts";
import type { FetchContext, PluginInstaller, SourceOf } from "../installers/plugin-installer.ts";
import { SourceError } from "../installers/source-error.ts";
import type { ReadCatalog } from "./catalog-reader.ts";
import type { Catalogs } from "./catalogs.ts";
import { newestFirst } from "./search-catalogs.ts";

export interface CatalogInstallerOptions {
  readonly catalogs: Catalogs;
  readonly settings: SourceSettings;
  readonly egress: Egress;
  readonly hostVersions: () => Promise<Readonly<Record<string, string>>>;
}

type Version = CatalogIndexEntry["versions"][number];

/** Fetches what a catalog names from where it says, and takes nothing but the file whose hash it has. */
export function createCatalogInstaller(options: CatalogInstallerOptions): PluginInstaller<"catalog"> {
  const { catalogs, hostVersions } = options;
  return {
    type: "catalog",
    async fetch(source, context) {
      const { catalog, entry } = await findEntry(catalogs, source);
      const version = versionOf(entry, { source, catalog: catalog.id, hostVersions: await hostVersions() });
      const { bytes, provenance } = await fetchVersion(options, { catalog, version, context });
      if (createHash("sha256").update(bytes).digest("hex") !== version.sha256) {
        throw new SourceError(
          "SOURCE_FAILED",
          catalog.id,
          `The file of ${entry.package} ${version.version} is refused: it is not the one that the catalog names.`,
        );
      }
      return {
        bytes,
        source: { ...source, catalog: catalog.id, version: version.version },
        ...(provenance && { provenance }),
        expected: { name: entry.package, version: version.version, publicKey: entry.publisher.publicKey },
      };
    },
  };
}

async function findEntry(
  catalogs: Catalogs,
  source: SourceOf<"catalog">,
): Promise<{ catalog: ReadCatalog; entry: CatalogIndexEntry }> {
  const places =
    source.catalog === undefined ? (await catalogs.readAll()).catalogs : [await catalogs.read(source.catalog)];
  for (const catalog of places) {
    const entry = catalog.index.entries.find((one) => one.package === source.package);
    if (entry) return { catalog, entry };
  }
  throw new SourceError("NOT_IN_SOURCE", source.catalog ?? "catalog", `No catalog has ${source.package}.`);
}

/** The version that is asked for, or the newest that fits this platform. */
function versionOf(
  entry: CatalogIndexEntry,
  {
    source,
    catalog,
    hostVersions,
  }: { source: SourceOf<"catalog">; catalog: string; hostVersions: Readonly<Record<string, string>> },
): Version {
  if (entry.builtIn)
    throw new SourceError(
      "NOT_IN_SOURCE",
      catalog,
      `${entry.displayName} is part of the platform; there is nothing to install.`,
    );
  const versions = newestFirst(entry.versions);
  const wanted = source.version;
  const found =
    wanted === undefined
      ? (versions.find(({ peerDependencies }) => unmetRanges(peerDependencies, hostVersions).length === 0) ??
        versions[0])
      : versions.find(({ version }) => version === wanted);
  if (found) return found;
  throw new SourceError(
    "NOT_IN_SOURCE",
    catalog,
    `The catalog has no version ${wanted ?? ""} of ${entry.package}; it has ${versions.map(({ version }) => version).join(", ") || "none"}.`,
  );
}

async function fetchVersion(
  { settings, egress }: CatalogInstallerOptions,
  { catalog, version, context }: { catalog: ReadCatalog; version: Version; context: FetchContext },
): Promise<{ bytes: Uint8Array; provenance?: NonNullable<Preview["provenance"]> }> {
  const { source } = version;
  switch (source.type) {
    case "npm": {
      const url = source.registry ?? "https://registry.npmjs.org";
      // The token of the settings goes along where they name the same place.
      const registry = settings.registries.find((known) => sameAddress(known.url, url)) ?? {
        name: new URL(url).host,
        url,
      };
      return fetchFromRegistry({
        egress,
        registry,
        source: { package: source.package, version: version.version },
        context,
      });
    }
    case "github": {
      const apiUrl = source.apiUrl ?? "https://api.github.com";
      const server = settings.github.find((known) => sameAddress(known.apiUrl, apiUrl)) ?? {
        name: new URL(apiUrl).host,
        apiUrl,
      };
      return fetchFromRelease({ egress, server, source, context });
    }
    case "file":
      return { bytes: await catalog.file(source.path, { maxBytes: MAX_PACKED_BYTES, signal: context.signal }) };
  }
}

const sameAddress = (a: string, b: string): boolean => a.replace(/\/$/, "") === b.replace(/\/$/, "");
