import type { Database, InstallEvent, InstallEventQuery } from "@checkstack/backend-api";
import * as z from "zod";
import { actionSchema, packageSchema, type StoredPackage } from "./stored-package.ts";

/** What is installed, and what became of it: SQL and nothing else. */
export interface InstallationStore {
  packages(): Promise<readonly StoredPackage[]>;
  package(name: string): Promise<StoredPackage | undefined>;
  /** The generation of every enabled package, by its name: a cheap look at what is wanted. */
  wanted(): Promise<ReadonlyMap<string, string>>;
  ownersOf(pluginIds: readonly string[]): Promise<readonly PluginOwner[]>;
  tables(schemaNames: readonly string[]): Promise<readonly TableSize[]>;
  addEvent(event: InstallEvent): Promise<void>;
  events(query: InstallEventQuery): Promise<readonly InstallEvent[]>;
  /** How an operation ended, once it has. */
  endOf(operationId: string): Promise<InstallEvent | undefined>;
}

export interface PluginOwner {
  readonly pluginId: string;
  readonly packageName: string;
  readonly publicKey: string | null;
}

export interface TableSize {
  readonly schemaName: string;
  readonly table: string;
  readonly bytes: number;
}

const versionColumns = `version, sha256, manifest, source, signature as signer, runs, installed_at as "installedAt"`;
const selectPackages = `
  select p.name, p.version, p.sha256, p.manifest, p.source, p.signature as signer, p.runs,
    p.installed_at as "installedAt", p.state, p.granted_calls as "grantedCalls", p.installed_by as "installedBy",
    p.generation, p.fallback, (select size::int from plugin_artifacts a where a.sha256 = p.sha256) as size,
    (select jsonb_agg(to_jsonb(v) order by v."installedAt" desc)
     from (select ${versionColumns} from plugin_versions where name = p.name) v) as versions
  from plugin_packages p`;
const eventRow = z.object({
  id: z.string(),
  operationId: z.string(),
  at: z.date(),
  name: z.string(),
  version: z.string(),
  pluginIds: z.array(z.string()),
  action: actionSchema,
  step: z.enum(["fetch", "check", "store", "load", "remove", "done"]),
  outcome: z.enum(["started", "succeeded", "failed"]),
  detail: z.string(),
  actor: z.string(),
});

const selectEvents = `
  select id, operation_id as "operationId", at, name, version, plugin_ids as "pluginIds", action, step, outcome, detail, actor
  from plugin_install_events`;

export function createInstallationStore(database: Database): InstallationStore {
  return {
    packages: async () => packageSchema.array().parse(await database.query(`${selectPackages} order by p.name`)),
    async package(name) {
      const [row] = await database.query(`${selectPackages} where p.name = $1`, [name]);
      return packageSchema.optional().parse(row);
    },
    async wanted() {
      const rows = await database.query("select name, generation from plugin_packages where state = 'enabled'");
      const parsed = z.array(z.object({ name: z.string(), generation: z.string() })).parse(rows);
      return new Map(parsed.map(({ name, generation }) => [name, generation]));
    },
    async ownersOf(pluginIds) {
      const rows = await database.query(
        `select plugin_id as "pluginId", package_name as "packageName", public_key as "publicKey"
         from plugin_owners where plugin_id = any($1) order by plugin_id`,
        [pluginIds],
      );
      return z
        .object({ pluginId: z.string(), packageName: z.string(), publicKey: z.string().nullable() })
        .array()
        .parse(rows);
    },
    async tables(schemaNames) {
      const rows = await database.query(
        `select n.nspname as "schemaName", c.relname as "table", pg_total_relation_size(c.oid)::float8 as bytes
         from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname = any($1) and c.relkind in ('r', 'p') and c.relname not in ('hook_outbox', '__migrations')
         order by bytes desc, c.relname limit 200`,
        [schemaNames],
      );
      return z.object({ schemaName: z.string(), table: z.string(), bytes: z.number() }).array().parse(rows);
    },
    addEvent: (event) => insertEvent((sql, values) => database.query(sql, values), event),
    async events({ limit, before, name, pluginId }) {
      const rows = await database.query(
        `${selectEvents}
         where ($2::uuid is null or id < $2) and ($3::text is null or name = $3) and ($4::text is null or $4 = any(plugin_ids))
         order by id desc limit $1`,
        [limit, before ?? null, name ?? null, pluginId ?? null],
      );
      return eventRow.array().parse(rows);
    },
    async endOf(operationId) {
      const [row] = await database.query(
        `${selectEvents} where operation_id = $1 and (step = 'done' or outcome = 'failed') order by id desc limit 1`,
        [operationId],
      );
      return eventRow.optional().parse(row);
    },
  };
}

/** Sends one statement. */
export type Run = (sql: string, values: unknown[]) => Promise<readonly unknown[]>;

/** Adds an event, within whatever transaction `run` is in. */
export async function insertEvent(run: Run, event: InstallEvent): Promise<void> {
  await run(
    `insert into plugin_install_events
       (id, operation_id, at, name, version, plugin_ids, action, step, outcome, detail, actor)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      event.id,
      event.operationId,
      event.at,
      event.name,
      event.version,
      event.pluginIds,
      event.action,
      event.step,
      event.outcome,
      event.detail,
      event.actor,
    ],
  );
}
