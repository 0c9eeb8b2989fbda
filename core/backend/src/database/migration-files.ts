import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { messageOf } from "./query-error.ts";

/** One migration as drizzle-kit lays it out: a folder with a `migration.sql`. */
export interface MigrationFile {
  /** The folder's name; migrations run in the order of their names. */
  readonly name: string;
  readonly path: string;
  readonly hash: string;
  readonly statements: readonly string[];
}

export async function readMigrationFiles(folder: string): Promise<readonly MigrationFile[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw new Error(`the migrations folder ${folder} cannot be read: ${messageOf(cause)}`, { cause });
  });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(names.toSorted().map((name) => readMigration(folder, name)));
}

async function readMigration(folder: string, name: string): Promise<MigrationFile> {
  const path = join(folder, name, "migration.sql");
  // A checkout may change the ends of lines, which is no edit.
  const sql = (await readFile(path, "utf8")).replaceAll("\r\n", "\n");
  return {
    name,
    path,
    hash: createHash("sha256").update(sql).digest("hex"),
    statements: sql
      .split("--> statement-breakpoint")
      .map((statement) => statement.trim())
      .filter((statement) => statement !== ""),
  };
}
