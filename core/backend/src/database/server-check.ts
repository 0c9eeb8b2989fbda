import * as z from "zod";
import type { Connection } from "./connection.ts";
import { quoteIdentifier } from "./identifiers.ts";

const MIN_VERSION = 140_000;

/** The database cannot be used as it is; the message says what somebody has to do about it, once. */
export class DatabaseSetupError extends Error {
  override readonly name = "DatabaseSetupError";
}

const facts = z.object({
  version: z.coerce.number(),
  versionText: z.string(),
  databaseName: z.string(),
  userName: z.string(),
  mayCreateRoles: z.boolean(),
  mayCreateSchemas: z.boolean(),
  ownsPublic: z.boolean(),
});

const FACTS = `
  select current_setting('server_version_num') as "version", current_setting('server_version') as "versionText",
    current_database() as "databaseName", current_user as "userName",
    r.rolsuper or r.rolcreaterole as "mayCreateRoles",
    has_database_privilege(current_database(), 'CREATE') as "mayCreateSchemas",
    (select pg_has_role(nspowner, 'USAGE') from pg_namespace where nspname = 'public') is true as "ownsPublic"
  from pg_roles r where r.rolname = current_user`;

/** Refuses a server that is too old and a login that may not do what isolation needs. Answers the database's name. */
export async function checkServer(
  connection: Connection,
  options: { isolation: "enforced" | "off"; timeoutMs: number },
): Promise<{ databaseName: string }> {
  const { rows } = await connection.query({ text: FACTS }, options.timeoutMs);
  const found = facts.parse(rows[0]);
  if (found.version < MIN_VERSION) {
    throw new DatabaseSetupError(
      `the database server is PostgreSQL ${found.versionText}, at least 14 is needed; upgrade the server or use the embedded one`,
    );
  }
  const missing = missingRights(found, options.isolation);
  if (missing.length === 0) return { databaseName: found.databaseName };
  throw new DatabaseSetupError(
    `the database login "${found.userName}" may not give each plugin a login of its own; run this once as an administrator: ${missing.join(" ")}`,
  );
}

function missingRights(found: z.infer<typeof facts>, isolation: "enforced" | "off"): string[] {
  const user = quoteIdentifier(found.userName);
  return [
    found.mayCreateSchemas ? "" : `grant create on database ${quoteIdentifier(found.databaseName)} to ${user};`,
    found.ownsPublic ? "" : `alter schema public owner to ${user};`,
    found.mayCreateRoles || isolation === "off" ? "" : `alter role ${user} createrole;`,
  ].filter((statement) => statement !== "");
}
