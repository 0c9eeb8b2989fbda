import type { Queries, Transaction } from "@checkstack/backend-api";
import type { Group } from "@checkstack/catalog-common";
import type { PlacedGroup } from "./group-tree.ts";

/** The place of a group in the list. */
export interface GroupPlace {
  readonly name: string;
  readonly id: string;
}

export type StoredGroup = Omit<Group, "systemCount">;

/** Counts systems in a group and in all groups in it: what a list of systems shows for the group. */
const WITH_COUNTS = `
  with recursive line as (
    select id, id as above from groups
    union select line.id, g.parent_id from line join groups g on g.id = line.above where g.parent_id is not null),
  inside as (
    select line.above as id, count(*)::int as systems
    from line join systems s on s.group_id = line.id group by line.above)
  select g.id, g.name, g.description, g.parent_id as "parentId", coalesce(inside.systems, 0) as "systemCount"
  from groups g left join inside on inside.id = g.id`;

/** Groups by name. */
export function listGroups(
  queries: Queries,
  { after, limit }: { after?: GroupPlace; limit: number },
): Promise<Group[]> {
  const order = "order by lower(g.name), g.id";
  return after
    ? queries.query<Group>(`${WITH_COUNTS} where (lower(g.name), g.id) > (lower($2), $3) ${order} limit $1`, [
        limit,
        after.name,
        after.id,
      ])
    : queries.query<Group>(`${WITH_COUNTS} ${order} limit $1`, [limit]);
}

export async function findGroup(queries: Queries, id: string): Promise<Group | undefined> {
  const [group] = await queries.query<Group>(`${WITH_COUNTS} where g.id = $1`, [id]);
  return group;
}

/**
 * Reads where every group lies, and keeps others from changing it until the transaction ends: two moves that are each
 * sound can make a cycle together.
 */
export async function lockGroupTree(tx: Transaction): Promise<PlacedGroup[]> {
  await tx.query("lock table groups in share row exclusive mode");
  return tx.query<PlacedGroup>(`select id, name, parent_id as "parentId" from groups`);
}

export async function insertGroup(tx: Transaction, { id, name, description, parentId }: StoredGroup): Promise<void> {
  await tx.query("insert into groups (id, name, description, parent_id) values ($1, $2, $3, $4)", [
    id,
    name,
    description,
    parentId,
  ]);
}

export async function changeGroup(
  tx: Transaction,
  id: string,
  change: { name?: string; description?: string; parentId?: string | null },
): Promise<void> {
  await tx.query(
    `update groups set name = coalesce($2, name), description = coalesce($3, description),
       parent_id = case when $4::boolean then $5 else parent_id end
     where id = $1`,
    [id, change.name, change.description, change.parentId !== undefined, change.parentId],
  );
}

/** Moves groups into another group, each under the name it is given. */
export async function moveGroups(
  tx: Transaction,
  moved: readonly GroupPlace[],
  parentId: string | null,
): Promise<void> {
  await tx.query(
    `update groups g set parent_id = $3, name = m.name
     from unnest($1::text[], $2::text[]) as m (id, name) where g.id = m.id`,
    [moved.map(({ id }) => id), moved.map(({ name }) => name), parentId],
  );
}

/** Moves the systems of one group into another; answers their ids. A system that is just being put into the group waits. */
export async function moveSystems(
  tx: Transaction,
  { from, to, now }: { from: string; to: string | null; now: Date },
): Promise<string[]> {
  await tx.query("select 1 from groups where id = $1 for update", [from]);
  const moved = await tx.query<{ id: string }>(
    "update systems set group_id = $2, updated_at = $3 where group_id = $1 returning id",
    [from, to, now],
  );
  return moved.map(({ id }) => id);
}

export async function deleteGroup(tx: Transaction, id: string): Promise<void> {
  await tx.query("delete from groups where id = $1", [id]);
}
