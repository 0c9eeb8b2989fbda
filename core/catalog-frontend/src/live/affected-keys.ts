import type { CatalogClient } from "../shared/clients.ts";

/** Something changed, as the signal tells it. */
export interface CatalogChange {
  readonly entity: "system" | "group" | "environment";
  readonly ids: readonly string[];
}

/** A bulk change names up to two thousand systems; more than these nobody has open. */
const MOST_SINGLE = 50;

/**
 * What must be fetched again, each key once. Lists of groups and environments count their systems; a group or an
 * environment that goes takes itself off its systems.
 */
export function affectedKeys(catalog: CatalogClient, changes: readonly CatalogChange[]): readonly unknown[][] {
  const entities = new Set(changes.map(({ entity }) => entity));
  const keys: (readonly unknown[])[] = [catalog.systems.list.key(), catalog.groups.key(), catalog.environments.key()];
  if (entities.has("system")) keys.push(catalog.tags.key());
  const ids = new Set(changes.flatMap(({ entity, ids }) => (entity === "system" ? ids : [])));
  if (ids.size > MOST_SINGLE || entities.has("group") || entities.has("environment"))
    keys.push(catalog.systems.get.key());
  else for (const id of ids) keys.push(catalog.systems.get.key({ input: { id } }));
  return keys.map((key) => [...key]);
}
