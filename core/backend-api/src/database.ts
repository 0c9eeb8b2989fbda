import type { NodePgDatabase } from "drizzle-orm/node-postgres";

/**
 * A plugin's own schema, reached by a login of its own. PostgreSQL refuses it every other schema.
 * Every query has a deadline; past it the call throws `DatabaseTimeoutError`.
 */
export interface Database extends Queries {
  /** Runs `work` in one transaction, rolled back when it throws. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** The schema's name: `plugin_catalog-backend`. */
  readonly schemaName: string;
}

export interface Transaction extends Queries {
  readonly isTransaction: true;
}

export interface Queries {
  /** Drizzle, for everything that is not a hot path. Tables are declared without a schema. */
  readonly db: NodePgDatabase;
  /** Plain SQL with `$1` parameters, for hot paths: `unnest($1::text[], ...)` and the like. */
  query<Row extends object = Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** A query or a connection took longer than its deadline; what it did is not known. */
export class DatabaseTimeoutError extends Error {
  override readonly name = "DatabaseTimeoutError";
}

/**
 * The SQLSTATE of a failed query, wherever it sits in the chain of causes: `23505` for a unique violation, `23503` for a
 * foreign key (PostgreSQL documentation, appendix A).
 */
export function sqlStateOf(error: unknown): string | undefined {
  for (let at = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string" && /^[0-9A-Z]{5}$/.test(at.code)) return at.code;
  }
  return undefined;
}
