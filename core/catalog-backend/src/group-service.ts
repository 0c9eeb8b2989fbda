import { pageCursor, type Clock, type Database, type Transaction } from "@checkstack/backend-api";
import type { Group } from "@checkstack/catalog-common";
import type { Page } from "@checkstack/common";
import * as z from "zod";
import * as store from "./group-store.ts";
import { freeName, MAX_GROUP_DEPTH, placeGroup, type PlacedGroup, type Placing } from "./group-tree.ts";
import type { News } from "./news.ts";
import { orRefuse, type GroupDepthError, type GroupMissingError, type NameTakenError } from "./refusals.ts";

export interface GroupChange {
  readonly name?: string;
  readonly description?: string;
  readonly parentId?: string | null;
}

type CreateErrors = GroupMissingError & NameTakenError & GroupDepthError;
type ChangeErrors = CreateErrors & { GROUP_CYCLE(): Error };

export interface GroupService {
  list(query: { cursor?: string; limit: number }): Promise<Page<Group>>;
  get(id: string, errors: GroupMissingError): Promise<Group>;
  create(input: { name: string; description: string; parentId: string | null }, errors: CreateErrors): Promise<Group>;
  /** Changes a group, or moves it with everything in it. */
  update(id: string, change: GroupChange, errors: ChangeErrors): Promise<Group>;
  /** Deletes a group. What lies in it moves to where it lay; a group whose name is taken there gets a number. */
  delete(id: string, errors: GroupMissingError): Promise<void>;
}

const cursors = pageCursor(z.object({ name: z.string(), id: z.string() }));

/** Makes the service of groups. */
export function createGroupService(options: { database: Database; clock: Clock; news: News }): GroupService {
  const { database, clock, news } = options;

  async function get(id: string, errors: GroupMissingError): Promise<Group> {
    const group = await store.findGroup(database, id);
    if (!group) throw errors.GROUP_NOT_FOUND({ data: { id } });
    return group;
  }

  async function moveUp(tx: Transaction, groups: readonly PlacedGroup[], gone: PlacedGroup): Promise<string[]> {
    const moved: store.GroupPlace[] = [];
    const after = [...groups];
    for (const child of groups.filter((group) => group.parentId === gone.id)) {
      const place = { parentId: gone.parentId, without: gone.id };
      const name = freeName(after, { wanted: child.name, ...place });
      after.push({ id: child.id, name, parentId: gone.parentId });
      moved.push({ id: child.id, name });
    }
    const systemIds = await store.moveSystems(tx, { from: gone.id, to: gone.parentId, now: new Date(clock.now()) });
    // The group goes first: one in it may have its name, which is free then.
    await store.moveGroups(tx, [{ id: gone.id, name: `${gone.id} is deleted` }], gone.parentId);
    await store.moveGroups(tx, moved, gone.parentId);
    await store.deleteGroup(tx, gone.id);
    return systemIds;
  }

  return {
    async list({ cursor, limit }) {
      const after = cursors.decode(cursor);
      const found = await store.listGroups(database, { ...(after && { after }), limit: limit + 1 });
      const items = found.slice(0, limit);
      const last = items.at(-1);
      const nextCursor = last && found.length > limit ? cursors.encode({ name: last.name, id: last.id }) : null;
      return { items, nextCursor };
    },
    get,
    async create(input, errors) {
      const group = { id: Bun.randomUUIDv7(), ...input };
      await database.transaction(async (tx) => {
        const groups = await store.lockGroupTree(tx);
        assertPlace(placeGroup(groups, group.id, group.parentId), group.parentId, errors);
        await orRefuse(() => store.insertGroup(tx, group), input, { NAME_TAKEN: errors.NAME_TAKEN });
      });
      news("group", [group.id]);
      return { ...group, systemCount: 0 };
    },
    async update(id, change, errors) {
      await database.transaction(async (tx) => {
        const groups = await store.lockGroupTree(tx);
        const group = groups.find((known) => known.id === id);
        if (!group) throw errors.GROUP_NOT_FOUND({ data: { id } });
        if (change.parentId !== undefined) {
          const placing = placeGroup(groups, id, change.parentId);
          if (placing === "cycle") throw errors.GROUP_CYCLE();
          assertPlace(placing, change.parentId, errors);
        }
        const name = change.name ?? group.name;
        await orRefuse(() => store.changeGroup(tx, id, change), { name }, { NAME_TAKEN: errors.NAME_TAKEN });
      });
      news("group", [id]);
      return get(id, errors);
    },
    async delete(id, errors) {
      const movedSystems = await database.transaction(async (tx) => {
        const groups = await store.lockGroupTree(tx);
        const group = groups.find((known) => known.id === id);
        if (!group) throw errors.GROUP_NOT_FOUND({ data: { id } });
        return moveUp(tx, groups, group);
      });
      news("group", [id]);
      news("system", movedSystems);
    },
  };
}

function assertPlace(placing: Placing, parentId: string | null, errors: GroupMissingError & GroupDepthError): void {
  if (placing === "parent-missing") throw errors.GROUP_NOT_FOUND({ data: { id: parentId ?? "" } });
  if (placing === "too-deep") throw errors.GROUP_TOO_DEEP({ data: { limit: MAX_GROUP_DEPTH } });
}
