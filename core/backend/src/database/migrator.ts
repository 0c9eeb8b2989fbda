import * as z from "zod";
import type { Connection } from "./connection.ts";
import { quoteIdentifier } from "./identifiers.ts";
import type { MigrationFile } from "./migration-files.ts";
import { messageOf } from "./query-error.ts";

/** Large tables take their time; a lock that is never given up still ends. */
const STATEMENT_MS = 15 * 60_000;

const ledgerRow = z.object({ name: z.string(), hash: z.string() });

/**
 * Applies those of `files` that the schema's ledger does not hold, each migration in a transaction of its own with its row
 * in the ledger. The caller holds the lock that keeps a second process out. Migrations in the ledger that are not
 * among them are left alone: an earlier version of a plugin may run on the tables of a later one.
 */
export async function migrate(options: {
  /** Signed in as the owner-to-be of the tables, with the schema as search path. */
  connection: Connection;
  schemaName: string;
  files: readonly MigrationFile[];
}): Promise<void> {
  const { connection, schemaName, files } = options;
  const ledger = `${quoteIdentifier(schemaName)}.__migrations`;
  const run = (text: string, values?: unknown[]) => connection.query({ text, ...(values && { values }) }, STATEMENT_MS);

  await run(
    `create table if not exists ${ledger} (name text primary key, hash text not null, applied_at timestamptz not null default now())`,
  );
  const applied = ledgerRow.array().parse((await run(`select name, hash from ${ledger}`)).rows);
  for (const file of pendingMigrations(files, applied)) await apply(file);

  async function apply(file: MigrationFile): Promise<void> {
    try {
      await run("begin");
      for (const statement of file.statements) await run(statement);
      await run(`insert into ${ledger} (name, hash) values ($1, $2)`, [file.name, file.hash]);
      await run("commit");
    } catch (cause) {
      await run("rollback").catch(() => connection.destroy());
      throw new Error(`migration ${file.path} failed and changed nothing: ${messageOf(cause)}`, { cause });
    }
  }
}

/** What is left to apply. Throws for a migration that was edited after it had been applied. */
function pendingMigrations(
  files: readonly MigrationFile[],
  applied: readonly { readonly name: string; readonly hash: string }[],
): readonly MigrationFile[] {
  const hashes = new Map(applied.map(({ name, hash }) => [name, hash]));
  for (const { name, path, hash } of files) {
    const known = hashes.get(name);
    if (known !== undefined && known !== hash) {
      throw new Error(
        `migration ${path} was edited after it had been applied; put it back as it was and add a new migration for the change`,
      );
    }
  }
  return files.filter(({ name }) => !hashes.has(name));
}
