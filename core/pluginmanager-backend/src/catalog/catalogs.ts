import type { Egress } from "@checkstack/egress-node";
import type { SourceSettings } from "@checkstack/pluginmanager-common";
import { SourceError } from "../installers/source-error.ts";
import type { CatalogPlace, CatalogReader, ReadCatalog } from "./catalog-reader.ts";

/** The catalogs of the settings, and our own. */
export interface Catalogs {
  /** Those that could be read, and one sentence for each that could not. */
  readAll(): Promise<{ readonly catalogs: readonly ReadCatalog[]; readonly problems: readonly CatalogProblem[] }>;
  /** One by its id. Throws `SourceError`. */
  read(id: string): Promise<ReadCatalog>;
}

export interface CatalogProblem {
  readonly catalog: string;
  readonly sentence: string;
}

export function createCatalogs(options: {
  readonly settings: SourceSettings;
  readonly reader: CatalogReader;
  readonly egress: Egress;
  /** Comes last: the operator's own choice is before ours. */
  readonly own: CatalogPlace;
}): Catalogs {
  const { settings, reader, egress, own } = options;
  const places = [...settings.catalogs, own];
  return {
    async readAll() {
      const results = await Promise.allSettled(places.map((place) => reader.read(place, egress)));
      const catalogs = results.flatMap((result) => (result.status === "fulfilled" ? result.value : []));
      const problems = results.flatMap((result, index) => {
        const catalog = places[index]?.id;
        return result.status === "rejected" && catalog !== undefined
          ? { catalog, sentence: sentenceOf(result.reason) }
          : [];
      });
      return { catalogs, problems };
    },
    async read(id) {
      const place = places.find((catalog) => catalog.id === id);
      if (place) return reader.read(place, egress);
      throw new SourceError("SOURCE_UNKNOWN", id, `The settings have no catalog "${id}"; add it under Sources.`);
    },
  };
}

const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
