import type { User } from "@checkstack/auth-common";
import type { Queries } from "@checkstack/backend-api";

const USER_COLUMNS = `u.id, u.name, u.email, u.disabled, u.created_at as "createdAt", u.last_sign_in_at as "lastSignInAt",
  array(select role_id from user_roles where user_id = u.id order by role_id) as roles`;

export async function findUser(queries: Queries, id: string): Promise<User | undefined> {
  const [user] = await queries.query<User>(`select ${USER_COLUMNS} from users u where u.id = $1`, [id]);
  return user;
}

/** Users by e-mail address; `after` is the address of the last one seen. */
export const listUsers = (
  queries: Queries,
  { search, after, limit }: { search: string | undefined; after: string | undefined; limit: number },
): Promise<User[]> =>
  queries.query<User>(
    `select ${USER_COLUMNS} from users u
     where ($1::text is null or u.email > $1) and ($2::text is null or u.email ilike $2 or u.name ilike $2)
     order by u.email limit $3`,
    [after ?? null, search === undefined ? null : `%${search.replaceAll(/[\\%_]/g, "\\$&")}%`, limit],
  );

/** Adds a user; undefined when the e-mail address is taken. */
export async function insertUser(
  queries: Queries,
  user: { name: string; email: string; roles: readonly string[]; now: Date },
): Promise<User | undefined> {
  const { name, email, roles, now } = user;
  const id = Bun.randomUUIDv7();
  const inserted = await queries.query(
    `insert into users (id, name, email, created_at, updated_at) values ($1, $2, $3, $4, $4)
     on conflict (email) do nothing returning id`,
    [id, name, email, now],
  );
  if (inserted.length === 0) return undefined;
  await replaceRoles(queries, id, roles);
  return findUser(queries, id);
}

/** Changes what is given. */
export async function updateUser(
  queries: Queries,
  { id, name, disabled, now }: { id: string; name: string | undefined; disabled: boolean | undefined; now: Date },
): Promise<void> {
  await queries.query(
    `update users set name = coalesce($2, name), disabled = coalesce($3, disabled), updated_at = $4 where id = $1`,
    [id, name ?? null, disabled ?? null, now],
  );
}

export async function replaceRoles(queries: Queries, userId: string, roles: readonly string[]): Promise<void> {
  await queries.query("delete from user_roles where user_id = $1 and role_id <> all($2::text[])", [userId, roles]);
  await queries.query(
    "insert into user_roles (user_id, role_id) select $1, unnest($2::text[]) on conflict do nothing",
    [userId, [...new Set(roles)]],
  );
}

/** Removes a user with all sessions, identities, roles and keys. */
export async function deleteUser(queries: Queries, id: string): Promise<void> {
  await queries.query("delete from users where id = $1", [id]);
}

export async function noteSignIn(queries: Queries, { userId, now }: { userId: string; now: Date }): Promise<void> {
  await queries.query("update users set last_sign_in_at = $2 where id = $1", [userId, now]);
}

/** Puts changes of administrators in a line: two who disarm each other at the same time must not both succeed. */
export async function lockAdmins(queries: Queries): Promise<void> {
  await queries.query("select 1 from roles where id = $1 for update", ["admin"]);
}

export async function hasAdmin(queries: Queries): Promise<boolean> {
  const rows = await queries.query(
    `select 1 from user_roles r join users u on u.id = r.user_id where r.role_id = $1 and not u.disabled limit 1`,
    ["admin"],
  );
  return rows.length > 0;
}
