import { createHash } from "node:crypto";

/** PostgreSQL cuts longer identifiers silently, so that two different names would become one. */
const MAX_IDENTIFIER_BYTES = 63;
const SCHEMA_NAME = /^[a-z][a-z0-9_-]*$/;

export const quoteIdentifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export const quoteLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Throws unless `name` is a schema that a plugin may have: short enough, plain, and not one of PostgreSQL's or the core's. */
export function assertPluginSchemaName(name: string): void {
  if (!SCHEMA_NAME.test(name) || name.startsWith("pg_") || name === "public" || name === "information_schema") {
    throw new Error(
      `"${name}" cannot be a plugin's schema: use lower-case letters, digits, "-" and "_", and no name of PostgreSQL's own`,
    );
  }
  if (Buffer.byteLength(name) > MAX_IDENTIFIER_BYTES) {
    throw new Error(
      `the schema name "${name}" is longer than ${MAX_IDENTIFIER_BYTES} bytes, where PostgreSQL would cut it and two plugins could meet in one schema; give the plugin a shorter id`,
    );
  }
}

/**
 * The login of one schema in one database. Logins belong to the whole cluster and databases do not, so the name carries a
 * hash of the database; a name too long for PostgreSQL ends in a hash instead of being cut.
 */
export function roleNameOf(databaseName: string, schemaName: string): string {
  const name = `checkstack_${shortHash(databaseName)}_${schemaName}`;
  if (Buffer.byteLength(name) <= MAX_IDENTIFIER_BYTES) return name;
  return `${name.slice(0, MAX_IDENTIFIER_BYTES - 9)}_${shortHash(schemaName)}`;
}

const shortHash = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 8);
