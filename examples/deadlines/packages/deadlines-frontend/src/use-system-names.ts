import { catalogContract } from "@checkstack/catalog-common";
import { usePluginClient } from "@checkstack/frontend-api";
import { useQuery } from "@tanstack/react-query";

/** The names of systems by their ids, asked of the catalog in one go; empty until they are there. */
export function useSystemNames({ enabled }: { enabled: boolean }): ReadonlyMap<string, string> {
  const catalog = usePluginClient(catalogContract);
  const { data } = useQuery(catalog.systems.list.queryOptions({ input: { limit: 2000 }, enabled, select: namesIn }));
  return data ?? NONE;
}

const namesIn = ({ items }: { items: readonly { id: string; name: string }[] }): ReadonlyMap<string, string> =>
  new Map(items.map(({ id, name }) => [id, name]));

const NONE: ReadonlyMap<string, string> = new Map();
