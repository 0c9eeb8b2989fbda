import type { Queries } from "@checkstack/backend-api";
import type { Caller } from "./caller.ts";
import { intersectRules } from "./rule-sets.ts";

/** The person behind a session token; undefined when the session is gone or its user disabled. */
export async function findSessionCaller(queries: Queries, token: string): Promise<Caller | undefined> {
  const [row] = await queries.query<SessionRow>(SESSION_SQL, [token]);
  if (!row) return undefined;
  const { sessionId, expiresAt, ...user } = row;
  return {
    person: Object.freeze({ type: "user", ...user }),
    session: { id: sessionId, expiresAt: expiresAt.getTime() },
    expiresAt: expiresAt.getTime(),
  };
}

interface SessionRow {
  sessionId: string;
  expiresAt: Date;
  id: string;
  name: string;
  email: string;
  roles: string[];
  accessRules: string[];
}

/** Rules of a user: those of all roles, and what everybody may do. */
const RULES_OF_USER = `array(
  select distinct rule from role_rules
  where role_id = 'anonymous' or role_id in (select role_id from user_roles where user_id = u.id)
  order by rule
)`;

const SESSION_SQL = `
  select s.id as "sessionId", s.expires_at as "expiresAt", u.id, u.name, u.email,
    array(select role_id from user_roles where user_id = u.id order by role_id) as roles,
    ${RULES_OF_USER} as "accessRules"
  from sessions s join users u on u.id = s.user_id
  where s.token = $1 and not u.disabled`;

/** The API key with this hash; undefined when it is revoked or its owner disabled. */
export async function findKeyCaller(
  queries: Queries,
  keyHash: string,
): Promise<{ caller: Caller; keyId: string; lastUsedAt?: number } | undefined> {
  const [row] = await queries.query<KeyRow>(KEY_SQL, [keyHash]);
  if (!row) return undefined;
  const accessRules = intersectRules(row.keyRules, row.ownerRules);
  const person = { type: "api-key", id: row.id, name: row.name, ownerId: row.ownerId, accessRules } as const;
  return {
    keyId: row.id,
    lastUsedAt: row.lastUsedAt?.getTime(),
    caller: { person: Object.freeze(person), expiresAt: row.expiresAt?.getTime() },
  };
}

interface KeyRow {
  id: string;
  name: string;
  ownerId: string;
  keyRules: string[];
  ownerRules: string[];
  expiresAt: Date | null;
  lastUsedAt: Date | null;
}

const KEY_SQL = `
  select k.id, k.name, k.owner_id as "ownerId", k.access_rules as "keyRules", k.expires_at as "expiresAt",
    k.last_used_at as "lastUsedAt", ${RULES_OF_USER} as "ownerRules"
  from api_keys k join users u on u.id = k.owner_id
  where k.key_hash = $1 and not u.disabled`;

export async function findAnonymousRules(queries: Queries): Promise<string[]> {
  const rows = await queries.query<{ rule: string }>("select rule from role_rules where role_id = $1 order by rule", [
    "anonymous",
  ]);
  return rows.map(({ rule }) => rule);
}

/** Notes that a key was used, unless another process just did. */
export async function touchApiKey(
  queries: Queries,
  { keyId, now, everyMs }: { keyId: string; now: number; everyMs: number },
): Promise<void> {
  await queries.query(
    "update api_keys set last_used_at = $2 where id = $1 and (last_used_at is null or last_used_at <= $3)",
    [keyId, new Date(now), new Date(now - everyMs)],
  );
}

/** What a user may do now. */
export async function findRulesOfUser(queries: Queries, userId: string): Promise<string[]> {
  const [row] = await queries.query<{ rules: string[] }>(
    `select ${RULES_OF_USER} as rules from users u where u.id = $1`,
    [userId],
  );
  return row?.rules ?? [];
}
