import type { Queries } from "@checkstack/backend-api";
import type { Link, System } from "@checkstack/catalog-common";

/** What narrows a list of systems; all given conditions hold. */
export interface SystemFilter {
  /** Words that must all occur in name, description, owner or tags. */
  readonly search?: string;
  readonly tag?: string;
  readonly owner?: string;
  /** Systems of this group and of the groups in it. */
  readonly groupId?: string;
  readonly environmentId?: string;
}

/** What changes of systems; what is left out stays. */
export interface SystemChange {
  readonly name?: string;
  readonly description?: string;
  readonly owner?: string;
  readonly groupId?: string | null;
  readonly environmentId?: string | null;
  readonly tags?: readonly string[];
  readonly addTags?: readonly string[];
  readonly removeTags?: readonly string[];
  readonly links?: readonly Link[];
}

interface SystemRow extends Omit<System, "createdAt" | "updatedAt"> {
  readonly createdAt: number;
  readonly updatedAt: number;
}

const milliseconds = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`;

/** Times as numbers and tags as JSON: the driver reads its own forms of them so slowly that 2,000 systems cost 4 ms more. */
const columns = (row: string) => `${row}.id, ${row}.name, ${row}.description, ${row}.owner,
  ${row}.group_id as "groupId", ${row}.environment_id as "environmentId", to_json(${row}.tags) as tags, ${row}.links,
  ${milliseconds(`${row}.created_at`)} as "createdAt", ${milliseconds(`${row}.updated_at`)} as "updatedAt"`;

const toSystem = (row: SystemRow): System => ({
  ...row,
  createdAt: new Date(row.createdAt),
  updatedAt: new Date(row.updatedAt),
});

const searchText = (row: string) =>
  `lower(concat_ws(E'\\n', ${row}.name, ${row}.description, ${row}.owner, array_to_string(${row}.tags, E'\\n')))`;

/** Systems by name, those after the name `after`. */
export async function listSystems(
  queries: Queries,
  filter: SystemFilter & { after?: string; limit: number },
): Promise<System[]> {
  const parameters: unknown[] = [];
  const bind = (value: unknown) => `$${parameters.push(value)}`;
  const conditions = conditionsOf(filter, bind);
  if (filter.after !== undefined) conditions.push(`lower(s.name) > lower(${bind(filter.after)})`);
  const where = conditions.length > 0 ? `where ${conditions.join(" and ")}` : "";
  const page = `select ${columns("s")} from systems s ${where} order by lower(s.name) limit ${bind(filter.limit)}`;
  // One JSON text: the driver is slow where rows and their columns are many.
  const sql = `select coalesce(json_agg(page), '[]') as rows from (${page}) as page`;
  const [found] = await queries.query<{ rows: SystemRow[] }>(sql, parameters);
  return (found?.rows ?? []).map(toSystem);
}

function conditionsOf(filter: SystemFilter, bind: (value: unknown) => string): string[] {
  const { search = "", tag, owner, groupId, environmentId } = filter;
  const words = search.split(/\s+/).filter((word) => word !== "");
  const conditions = words.map((word) => `s.search like lower(${bind(`%${escapeLike(word)}%`)})`);
  if (tag !== undefined) conditions.push(`s.tags @> array[lower(${bind(tag)})]`);
  if (owner !== undefined) conditions.push(`lower(s.owner) = lower(${bind(owner)})`);
  if (environmentId !== undefined) conditions.push(`s.environment_id = ${bind(environmentId)}`);
  if (groupId !== undefined) {
    conditions.push(`s.group_id in (
      with recursive inside as (
        select id from groups where id = ${bind(groupId)}
        union select g.id from groups g join inside on g.parent_id = inside.id)
      select id from inside)`);
  }
  return conditions;
}

const escapeLike = (word: string): string => word.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);

export async function findSystem(queries: Queries, id: string): Promise<System | undefined> {
  const [row] = await queries.query<SystemRow>(`select ${columns("s")} from systems s where id = $1`, [id]);
  return row && toSystem(row);
}

export async function insertSystem(queries: Queries, system: System): Promise<void> {
  const { id, name, description, owner, groupId, environmentId, tags, links, createdAt } = system;
  await queries.query(
    `insert into systems (id, name, description, owner, group_id, environment_id, tags, links, search, created_at, updated_at)
     select s.*, ${searchText("s")}, $9, $9
     from (values ($1::text, $2::text, $3::text, $4::text, $5::text, $6::text, $7::text[], $8::jsonb))
       as s (id, name, description, owner, group_id, environment_id, tags, links)`,
    [id, name, description, owner, groupId, environmentId, tags, JSON.stringify(links), createdAt],
  );
}

/** Changes systems in one statement; answers those that exist, as they are now, in no order. */
export async function changeSystems(
  queries: Queries,
  ids: readonly string[],
  { change, now }: { change: SystemChange; now: Date },
): Promise<System[]> {
  const rows = await queries.query<SystemRow>(
    `with changed as (
       select id, coalesce($2, name) as name, coalesce($3, description) as description, coalesce($4, owner) as owner,
         case when $5::boolean then $6 else group_id end as group_id,
         case when $7::boolean then $8 else environment_id end as environment_id,
         array(select distinct tag from unnest(coalesce($9::text[], tags) || $10::text[]) as tag
           where tag <> all($11::text[]) order by tag) as tags,
         coalesce($12::jsonb, links) as links
       from systems where id = any($1::text[]) order by id for update)
     update systems s
     set name = c.name, description = c.description, owner = c.owner, group_id = c.group_id,
       environment_id = c.environment_id, tags = c.tags, links = c.links, search = ${searchText("c")}, updated_at = $13
     from changed c where s.id = c.id
     returning ${columns("s")}`,
    [
      ids,
      change.name,
      change.description,
      change.owner,
      change.groupId !== undefined,
      change.groupId,
      change.environmentId !== undefined,
      change.environmentId,
      change.tags,
      change.addTags ?? [],
      change.removeTags ?? [],
      change.links && JSON.stringify(change.links),
      now,
    ],
  );
  return rows.map(toSystem);
}

/** Deletes systems; answers the ids of those that existed. */
export async function deleteSystems(queries: Queries, ids: readonly string[]): Promise<string[]> {
  const gone = await queries.query<{ id: string }>(
    `delete from systems where id in (select id from systems where id = any($1::text[]) order by id for update) returning id`,
    [ids],
  );
  return gone.map(({ id }) => id);
}

/** The 1,000 tags used most. */
export const countTags = (queries: Queries): Promise<{ tag: string; systemCount: number }[]> =>
  queries.query(
    `select tag, count(*)::int as "systemCount" from systems, unnest(tags) as tag
     group by tag order by 2 desc, tag limit 1000`,
  );
