import type { EmitSignal } from "@checkstack/backend-api";
import { catalogChanged } from "@checkstack/catalog-common";

type Entity = "system" | "group" | "environment";

/** Tells open pages what changed. */
export type News = (entity: Entity, ids: readonly string[]) => void;

/** Makes the teller. Changes of one thing may be told together; a change of many is never left out for another one. */
export const createNews =
  (emitSignal: EmitSignal): News =>
  (entity, ids) => {
    if (ids.length === 0) return;
    const subject = ids.length === 1 ? `${entity}:${ids[0]}` : `${entity}:${Bun.randomUUIDv7()}`;
    emitSignal(catalogChanged, { entity, ids: [...ids] }, { subject });
  };
