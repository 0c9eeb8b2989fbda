import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { HalfFiles } from "./built-half.ts";
import type { Half } from "./project.ts";
import { refuseIf } from "./refusal.ts";

/** The migrations of a back end, by path: `drizzle/20260101000000_first/migration.sql`. Snapshots are for their author alone. */
export function readMigrations({ kind, name, folder }: Half): HalfFiles {
  const at = join(folder, "drizzle");
  if (kind === "frontend" || !existsSync(at)) return new Map();
  const names = readdirSync(at, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
  const without = names.filter((migration) => !existsSync(join(at, migration, "migration.sql")));
  refuseIf(
    without.map(
      (migration) => `${name} has the migration ${migration} without a migration.sql; remove the folder or write it`,
    ),
  );
  return new Map(
    names.map((migration) => [
      `drizzle/${migration}/migration.sql`,
      readFileSync(join(at, migration, "migration.sql")),
    ]),
  );
}
