import type { Database } from "@checkstack/backend-api";

export interface StoredPassword {
  readonly subject: string;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
}

/** Passwords by subject and by e-mail address. */
export interface PasswordStore {
  findByEmail(email: string): Promise<StoredPassword | undefined>;
  /** Adds or replaces. An address belongs to whom it was given last: the accounts plugin sees that it has one owner. */
  save(password: StoredPassword & { changedAt: Date }): Promise<void>;
  remove(subject: string): Promise<void>;
}

export function createPasswordStore({ database }: { database: Database }): PasswordStore {
  return {
    async findByEmail(email) {
      const [found] = await database.query<StoredPassword>(
        `select subject, email, name, password_hash as "passwordHash" from passwords where email = $1`,
        [email],
      );
      return found;
    },
    save: ({ subject, email, name, passwordHash, changedAt }) =>
      database.transaction(async (tx) => {
        // What a creation that failed half-way has left behind.
        await tx.query("delete from passwords where email = $1 and subject <> $2", [email, subject]);
        await tx.query(
          `insert into passwords (subject, email, name, password_hash, changed_at) values ($1, $2, $3, $4, $5)
           on conflict (subject) do update
           set email = excluded.email, name = excluded.name, password_hash = excluded.password_hash,
             changed_at = excluded.changed_at`,
          [subject, email, name, passwordHash, changedAt],
        );
      }),
    async remove(subject) {
      await database.query("delete from passwords where subject = $1", [subject]);
    },
  };
}
