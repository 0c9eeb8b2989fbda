import type { Queries } from "@checkstack/backend-api";

/** How a strategy knows a user. */
export interface LinkedIdentity {
  readonly provider: string;
  readonly subject: string;
}

/** The user that a strategy's subject is linked with. */
export async function findLinkedUser(
  queries: Queries,
  { provider, subject }: LinkedIdentity,
): Promise<{ id: string; disabled: boolean } | undefined> {
  const [user] = await queries.query<{ id: string; disabled: boolean }>(
    `select u.id, u.disabled from accounts a join users u on u.id = a.user_id
     where a.provider_id = $1 and a.account_id = $2`,
    [provider, subject],
  );
  return user;
}

/** Links a subject with a user; nothing happens when it is linked already. */
export async function linkIdentity(
  queries: Queries,
  { provider, subject, userId, now }: LinkedIdentity & { userId: string; now: Date },
): Promise<void> {
  await queries.query(
    `insert into accounts (id, provider_id, account_id, user_id, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $5) on conflict (provider_id, account_id) do nothing`,
    [Bun.randomUUIDv7(), provider, subject, userId, now],
  );
}

export const listIdentities = (queries: Queries, userId: string): Promise<LinkedIdentity[]> =>
  queries.query<LinkedIdentity>(
    `select provider_id as provider, account_id as subject from accounts where user_id = $1 order by created_at, id`,
    [userId],
  );
