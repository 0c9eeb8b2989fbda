import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";

const accessSchema = z.object({ password: z.string().min(1), port: z.number().int().min(0).max(65_535) });

/** How the app gets into its database. `port` 0: none was used yet. */
export type Access = z.infer<typeof accessSchema>;

const pathIn = (dataDir: string): string => join(dataDir, "postgres.json");

/** Reads the access of an existing database, or makes one for a database that is yet to be made. */
export function readAccess(dataDir: string, { hasDatabase }: { hasDatabase: boolean }): Access {
  const path = pathIn(dataDir);
  if (!hasDatabase && !existsSync(path)) return { password: makePassword(), port: 0 };
  try {
    return accessSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    if (!hasDatabase) return { password: makePassword(), port: 0 };
    throw new EmbeddedPostgresError(
      "ACCESS_LOST",
      `"${path}", which holds the password of the database beside it, is missing or damaged; bring it back from a backup.`,
      { cause },
    );
  }
}

/** Whole or not at all, and for nobody else to read. */
export function writeAccess(dataDir: string, access: Access): void {
  const path = pathIn(dataDir);
  writeFileSync(`${path}.new`, JSON.stringify(access), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

const makePassword = (): string => Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString("base64url");
