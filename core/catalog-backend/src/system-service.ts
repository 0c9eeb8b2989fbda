import { pageCursor, type Clock, type Database, type EmitHook } from "@checkstack/backend-api";
import { systemsDeleted, type Link, type System } from "@checkstack/catalog-common";
import type { Page } from "@checkstack/common";
import * as z from "zod";
import type { News } from "./news.ts";
import { orRefuse, type NameTakenError, type PlacingErrors, type SystemMissingError } from "./refusals.ts";
import * as store from "./system-store.ts";

export interface NewSystem {
  readonly name: string;
  readonly description: string;
  readonly owner: string;
  readonly groupId: string | null;
  readonly environmentId: string | null;
  readonly tags: readonly string[];
  readonly links: readonly Link[];
}

export interface SystemService {
  list(query: store.SystemFilter & { cursor?: string; limit: number }): Promise<Page<System>>;
  get(id: string, errors: SystemMissingError): Promise<System>;
  create(input: NewSystem, errors: NameTakenError & PlacingErrors): Promise<System>;
  update(
    id: string,
    change: store.SystemChange,
    errors: NameTakenError & PlacingErrors & SystemMissingError,
  ): Promise<System>;
  /** Changes those that exist; answers how many. */
  updateMany(ids: readonly string[], change: store.SystemChange, errors: PlacingErrors): Promise<number>;
  /** Deletes those that exist; answers how many. What others keep for them goes by the hook `systemsDeleted`. */
  deleteMany(ids: readonly string[]): Promise<number>;
  tags(): Promise<{ tag: string; systemCount: number }[]>;
}

const cursors = pageCursor(z.object({ name: z.string() }));

/** Makes the service of systems. */
export function createSystemService(options: {
  database: Database;
  clock: Clock;
  news: News;
  emitHook: EmitHook;
}): SystemService {
  const { database, clock, news, emitHook } = options;
  const now = () => new Date(clock.now());

  return {
    async list({ cursor, limit, ...filter }) {
      const after = cursors.decode(cursor)?.name;
      const found = await store.listSystems(database, {
        ...filter,
        ...(after !== undefined && { after }),
        limit: limit + 1,
      });
      const items = found.slice(0, limit);
      const last = items.at(-1);
      return { items, nextCursor: last && found.length > limit ? cursors.encode({ name: last.name }) : null };
    },
    async get(id, errors) {
      const system = await store.findSystem(database, id);
      if (!system) throw errors.SYSTEM_NOT_FOUND({ data: { id } });
      return system;
    },
    async create(input, errors) {
      const at = now();
      const tags = [...new Set(input.tags)].toSorted();
      const system = { ...input, id: Bun.randomUUIDv7(), tags, links: [...input.links], createdAt: at, updatedAt: at };
      await orRefuse(() => store.insertSystem(database, system), input, errors);
      news("system", [system.id]);
      return system;
    },
    async update(id, change, errors) {
      const [system] = await orRefuse(
        () => store.changeSystems(database, [id], { change, now: now() }),
        change,
        errors,
      );
      if (!system) throw errors.SYSTEM_NOT_FOUND({ data: { id } });
      news("system", [id]);
      return system;
    },
    async updateMany(ids, change, errors) {
      const changed = await orRefuse(() => store.changeSystems(database, ids, { change, now: now() }), change, errors);
      const changedIds = changed.map(({ id }) => id);
      news("system", changedIds);
      return changedIds.length;
    },
    async deleteMany(ids) {
      const gone = await database.transaction(async (tx) => {
        const systemIds = await store.deleteSystems(tx, ids);
        if (systemIds.length > 0) await emitHook(systemsDeleted, { systemIds }, { tx });
        return systemIds;
      });
      news("system", gone);
      return gone.length;
    },
    tags: () => store.countTags(database),
  };
}
