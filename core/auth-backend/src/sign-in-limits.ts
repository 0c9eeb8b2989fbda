import type { Clock, Database } from "@checkstack/backend-api";

const WINDOW_MS = 15 * 60 * 1000;
/** Expired rows removed with each attempt: more than one attempt can add. */
const SWEPT_ROWS = 20;

/** Counts sign-in attempts that did not succeed, in a sliding window that all processes share. */
export interface SignInLimits {
  /** Counts an attempt before its outcome is known, so that many at the same time cannot slip through together. */
  attempt(by: { account: string; network: string }): Promise<Attempt>;
}

export type Attempt =
  | { readonly allowed: true; /** Takes the attempt back, since it succeeded. */ succeeded(): Promise<void> }
  | { readonly allowed: false; readonly retryAfterSeconds: number };

export function createSignInLimits(options: {
  database: Database;
  clock: Clock;
  perAccount?: number;
  perNetwork?: number;
}): SignInLimits {
  const { database, clock, perAccount = 10, perNetwork = 50 } = options;

  return {
    async attempt({ account, network }) {
      const now = clock.now();
      await database.query(SWEEP_SQL, [now - WINDOW_MS, SWEPT_ROWS]);
      const keys: string[] = [];
      for (const { key, most } of [
        { key: `network:${network}`, most: perNetwork },
        { key: `account:${account}`, most: perAccount },
      ]) {
        const [counted] = await database.query(COUNT_SQL, [key, now, now - WINDOW_MS, most]);
        if (!counted) return { allowed: false, retryAfterSeconds: await secondsUntilFree(key, now) };
        keys.push(key);
      }
      return { allowed: true, succeeded: async () => void (await database.query(TAKE_BACK_SQL, [keys, now])) };
    },
  };

  async function secondsUntilFree(key: string, now: number): Promise<number> {
    const [row] = await database.query<{ oldest: string | null }>(OLDEST_SQL, [key, now - WINDOW_MS]);
    const oldest = Number(row?.oldest ?? now - WINDOW_MS);
    return Math.max(1, Math.ceil((oldest + WINDOW_MS - now) / 1000));
  }
}

// One statement, so that the lock on the row puts attempts of all processes in a line. No row comes back above the limit.
const COUNT_SQL = `
  insert into sign_in_attempts as a (key, attempts, last_at) values ($1, array[$2::bigint], $2::bigint)
  on conflict (key) do update set
    attempts = array_append(array(select t from unnest(a.attempts) t where t > $3::bigint order by t), $2::bigint),
    last_at = $2::bigint
  where (select count(*) from unnest(a.attempts) t where t > $3::bigint) < $4::int
  returning 1 as counted`;

const OLDEST_SQL = `
  select min(t) as oldest from sign_in_attempts a, unnest(a.attempts) t where a.key = $1 and t > $2::bigint`;

// One of them only: others may have come in the same millisecond.
const TAKE_BACK_SQL = `
  update sign_in_attempts
  set attempts = attempts[:array_position(attempts, $2::bigint) - 1] || attempts[array_position(attempts, $2::bigint) + 1:]
  where key = any($1::text[]) and $2::bigint = any(attempts)`;

const SWEEP_SQL = `
  delete from sign_in_attempts where key in (
    select key from sign_in_attempts where last_at <= $1::bigint order by last_at limit $2::int for update skip locked
  )`;
