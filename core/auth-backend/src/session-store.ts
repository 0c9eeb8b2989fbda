import type { Session } from "@checkstack/auth-common";
import type { Queries } from "@checkstack/backend-api";

/** Sessions of a user that still run, newest first. */
export const listSessions = (
  queries: Queries,
  { userId, currentId, now }: { userId: string; currentId: string | undefined; now: Date },
): Promise<Session[]> =>
  queries.query<Session>(
    `select id, id = $2 as current, created_at as "createdAt", expires_at as "expiresAt", ip_address as address,
       user_agent as "userAgent"
     from sessions where user_id = $1 and expires_at > $3 order by created_at desc, id limit 1000`,
    [userId, currentId ?? "", now],
  );

/** Ends one session of a user; false when the user has no such session. */
export async function deleteSession(
  queries: Queries,
  { userId, sessionId }: { userId: string; sessionId: string },
): Promise<boolean> {
  const rows = await queries.query("delete from sessions where user_id = $1 and id = $2 returning id", [
    userId,
    sessionId,
  ]);
  return rows.length > 0;
}

/** Ends all sessions of a user, but for `exceptId`. */
export async function deleteSessionsOf(
  queries: Queries,
  { userId, exceptId }: { userId: string; exceptId?: string | undefined },
): Promise<void> {
  await queries.query("delete from sessions where user_id = $1 and id <> $2", [userId, exceptId ?? ""]);
}

export async function deleteExpiredSessions(queries: Queries, now: Date): Promise<void> {
  await queries.query("delete from sessions where expires_at <= $1", [now]);
}
