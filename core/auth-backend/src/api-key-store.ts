import type { ApiKey } from "@checkstack/auth-common";
import type { Queries } from "@checkstack/backend-api";
import { createApiKeySecret, hashApiKey, startOfApiKey } from "./api-key-secret.ts";

const KEY_COLUMNS = `id, name, start, access_rules as "accessRules", owner_id as "ownerId", created_at as "createdAt",
  expires_at as "expiresAt", last_used_at as "lastUsedAt"`;

/** Keys of a user, newest first. */
export const listApiKeys = (queries: Queries, ownerId: string): Promise<ApiKey[]> =>
  queries.query<ApiKey>(
    `select ${KEY_COLUMNS} from api_keys where owner_id = $1 order by created_at desc, id limit 1000`,
    [ownerId],
  );

/** Adds a key. `key` is the only time it is seen: its hash alone is stored. */
export async function insertApiKey(
  queries: Queries,
  input: { ownerId: string; name: string; accessRules: readonly string[]; expiresAt: Date | undefined; now: Date },
): Promise<{ apiKey: ApiKey; key: string }> {
  const key = createApiKeySecret();
  const [apiKey] = await queries.query<ApiKey>(
    `insert into api_keys (id, name, start, key_hash, owner_id, access_rules, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${KEY_COLUMNS}`,
    [
      Bun.randomUUIDv7(),
      input.name,
      startOfApiKey(key),
      hashApiKey(key),
      input.ownerId,
      [...new Set(input.accessRules)].toSorted(),
      input.now,
      input.expiresAt ?? null,
    ],
  );
  if (!apiKey) throw new Error(`the API key "${input.name}" was inserted and did not come back`);
  return { apiKey, key };
}

/** Removes a key of a user; false when the user has no such key. */
export async function deleteApiKey(
  queries: Queries,
  { id, ownerId }: { id: string; ownerId: string },
): Promise<boolean> {
  const rows = await queries.query("delete from api_keys where id = $1 and owner_id = $2 returning id", [id, ownerId]);
  return rows.length > 0;
}
