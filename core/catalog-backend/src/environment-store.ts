import type { Queries, Transaction } from "@checkstack/backend-api";
import type { Environment } from "@checkstack/catalog-common";

const WITH_COUNTS = `
  select e.id, e.name, (select count(*)::int from systems s where s.environment_id = e.id) as "systemCount"
  from environments e`;

/** Environments by name, the first 1,000. */
export const listEnvironments = (queries: Queries): Promise<Environment[]> =>
  queries.query<Environment>(`${WITH_COUNTS} order by lower(e.name) limit 1000`);

export async function insertEnvironment(queries: Queries, { id, name }: { id: string; name: string }): Promise<void> {
  await queries.query("insert into environments (id, name) values ($1, $2)", [id, name]);
}

/** Answers undefined when there is none. */
export async function renameEnvironment(queries: Queries, id: string, name: string): Promise<Environment | undefined> {
  await queries.query("update environments set name = $2 where id = $1", [id, name]);
  const [environment] = await queries.query<Environment>(`${WITH_COUNTS} where e.id = $1`, [id]);
  return environment;
}

/** Deletes an environment and takes it from its systems, whose ids it answers; undefined when there is none. */
export async function deleteEnvironment(tx: Transaction, id: string, now: Date): Promise<string[] | undefined> {
  // A system that is just being put into it waits, and then finds it gone.
  const [found] = await tx.query("select 1 from environments where id = $1 for update", [id]);
  if (!found) return undefined;
  const freed = await tx.query<{ id: string }>(
    "update systems set environment_id = null, updated_at = $2 where environment_id = $1 returning id",
    [id, now],
  );
  await tx.query("delete from environments where id = $1", [id]);
  return freed.map((system) => system.id);
}
