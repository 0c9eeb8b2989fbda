import type { Role } from "@checkstack/auth-common";
import type { Queries } from "@checkstack/backend-api";
import { ALL_ACCESS } from "@checkstack/common";

const ROLE_COLUMNS = `r.id, r.name, r.built_in as "builtIn",
  array(select rule from role_rules where role_id = r.id order by rule) as "accessRules"`;

/** The built-in roles, and what `admin` holds. Idempotent. */
export async function ensureBuiltInRoles(queries: Queries, now: Date): Promise<void> {
  await queries.query(
    `insert into roles (id, name, built_in, created_at)
     select id, name, true, $1 from unnest($2::text[], $3::text[]) as r (id, name) on conflict do nothing`,
    [now, ["admin", "users", "anonymous"], ["Administrators", "Users", "Visitors"]],
  );
  await queries.query("insert into role_rules (role_id, rule) values ($1, $2) on conflict do nothing", [
    "admin",
    ALL_ACCESS,
  ]);
}

/** Built-in roles first, then by name. */
export const listRoles = (queries: Queries): Promise<Role[]> =>
  queries.query<Role>(`select ${ROLE_COLUMNS} from roles r order by r.built_in desc, r.name limit 1000`);

export async function findRole(queries: Queries, id: string): Promise<Role | undefined> {
  const [role] = await queries.query<Role>(`select ${ROLE_COLUMNS} from roles r where r.id = $1`, [id]);
  return role;
}

/** Roles that a user may be given: all but `anonymous`, which everybody has. */
export const findAssignableRoles = (queries: Queries, ids: readonly string[]): Promise<Role[]> =>
  queries.query<Role>(`select ${ROLE_COLUMNS} from roles r where r.id = any($1::text[]) and r.id <> 'anonymous'`, [
    ids,
  ]);

export async function isRoleNameTaken(queries: Queries, name: string): Promise<boolean> {
  return (await queries.query("select 1 from roles where name = $1", [name])).length > 0;
}

/** Adds a role without rules; undefined when the name is taken. */
export async function insertRole(
  queries: Queries,
  { name, now }: { name: string; now: Date },
): Promise<Role | undefined> {
  const [row] = await queries.query<{ id: string }>(
    "insert into roles (id, name, created_at) values ($1, $2, $3) on conflict (name) do nothing returning id",
    [Bun.randomUUIDv7(), name, now],
  );
  return row && { id: row.id, name, builtIn: false, accessRules: [] };
}

export async function renameRole(queries: Queries, id: string, name: string): Promise<void> {
  await queries.query("update roles set name = $2 where id = $1", [id, name]);
}

export async function replaceRules(queries: Queries, roleId: string, rules: readonly string[]): Promise<void> {
  await queries.query("delete from role_rules where role_id = $1 and rule <> all($2::text[])", [roleId, rules]);
  await queries.query("insert into role_rules (role_id, rule) select $1, unnest($2::text[]) on conflict do nothing", [
    roleId,
    [...new Set(rules)],
  ]);
}

export async function deleteRole(queries: Queries, id: string): Promise<void> {
  await queries.query("delete from roles where id = $1", [id]);
}
