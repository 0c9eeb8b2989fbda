import type { User } from "@checkstack/auth-common";
import type { Clock, Database, Queries } from "@checkstack/backend-api";
import { EMAIL_METHOD, findPasswordStrategy, givePassword, type Strategies } from "./passwords.ts";
import type { SetUpErrors } from "./refusals.ts";
import { insertUser } from "./user-store.ts";

/** Makes the first administrator, once for the installation. */
export interface SetUp {
  isDone(): Promise<boolean>;
  /** Does nothing at all when it throws; the password strategy's `PASSWORD_REFUSED` passes through. */
  createAdmin(admin: { name: string; email: string; password: string }, errors: SetUpErrors): Promise<User>;
}

export function createSetUp(options: { database: Database; clock: Clock; strategies: Strategies }): SetUp {
  const { database, clock, strategies } = options;
  let done = false;

  return {
    async isDone() {
      // It never becomes undone, so a yes is kept.
      done ||= (await database.query("select 1 from set_ups where id = $1", [1])).length > 0;
      return done;
    },
    createAdmin: ({ name, email, password }, errors) =>
      database.transaction(async (tx) => {
        const now = new Date(clock.now());
        if (!(await claim(tx, now))) throw errors.ALREADY_SET_UP();
        const strategy = findPasswordStrategy(strategies);
        if (!strategy) throw errors.METHOD_NOT_FOUND({ data: { method: EMAIL_METHOD } });
        const user = await insertUser(tx, { name, email, roles: ["admin", "users"], now });
        if (!user) throw errors.EMAIL_TAKEN({ data: { email } });
        await givePassword(tx, strategy, { id: user.id, email, name, password, now });
        return user;
      }),
  };
}

/** Takes the only row there can be. Whoever comes second waits here until the first has committed or given up. */
async function claim(queries: Queries, now: Date): Promise<boolean> {
  const rows = await queries.query(
    "insert into set_ups (id, done_at) values (1, $1) on conflict (id) do nothing returning id",
    [now],
  );
  return rows.length > 0;
}
