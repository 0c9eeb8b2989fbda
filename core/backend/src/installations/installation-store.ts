import type { Clock, Database, InstallEvent, InstallEventQuery } from "@checkstack/backend-api";
import * as z from "zod";
import { actionSchema, ownerSchema, packageSchema, type PluginOwner, type StoredPackage } from "./stored-package.ts";

/** What is installed, and what became of it: SQL and nothing else. */
export interface InstallationStore {
  packages(): Promise<readonly StoredPackage[]>;
  package(name: string): Promise<StoredPackage | undefined>;
  /** Plugins of enabled packages that are not any more what was installed. */
  modified(): Promise<readonly ModifiedPlugin[]>;
  /** The generation of every enabled package, by its name: a cheap look at what is wanted. */
  wanted(): Promise<ReadonlyMap<string, string>>;
  ownersOf(pluginIds: readonly string[]): Promise<readonly PluginOwner[]>;
  tables(schemaNames: readonly string[]): Promise<readonly TableSize[]>;
  addEvent(event: InstallEvent): Promise<void>;
  events(query: InstallEventQuery): Promise<readonly InstallEvent[]>;
  /** How an operation ended, once it has. */
  endOf(operationId: string): Promise<InstallEvent | undefined>;
  /** Operations of the last month that began to change something and have no end yet. */
  unfinished(): Promise<readonly UnfinishedOperation[]>;
  /** Those of the plugins that nobody owns, and that no other operation is about to bring. */
  unowned(operation: Pick<InstallEvent, "operationId" | "pluginIds">): Promise<readonly string[]>;
  /** Whether a packed file belongs to a version that is installed or kept. */
  isKept(sha256: string): Promise<boolean>;
  /** Removes events that are older than a year and not among the newest 10,000, some thousands at once. */
  pruneEvents(): Promise<void>;
}

const modifiedRow = z.object({ pluginId: z.string(), packageName: z.string(), reason: z.string() });
export type ModifiedPlugin = z.infer<typeof modifiedRow>;

export interface UnfinishedOperation extends Pick<
  InstallEvent,
  "operationId" | "name" | "version" | "pluginIds" | "action" | "step"
> {
  /** Its process is another one that is alive, or was a moment ago. Ours does one operation after the other. */
  readonly goesOn: boolean;
}

export interface TableSize {
  readonly schemaName: string;
  readonly table: string;
  readonly bytes: number;
}

const versionColumns = `version, v.sha256, manifest, source, signature as signer, runs, installed_at as "installedAt", modified`;
const selectPackages = `
  select p.name, p.version, p.sha256, p.manifest, p.source, p.signature as signer, p.runs,
    p.installed_at as "installedAt", p.state, p.granted_calls as "grantedCalls", p.installed_by as "installedBy",
    p.generation, p.fallback, a.size::int as size, a.modified,
    (select jsonb_agg(to_jsonb(v) order by v."installedAt" desc)
     from (select ${versionColumns} from plugin_versions v join plugin_artifacts using (sha256)
           where name = p.name) v) as versions
  from plugin_packages p join plugin_artifacts a using (sha256)`;
const operationRow = z.object({
  operationId: z.string(),
  name: z.string(),
  version: z.string(),
  pluginIds: z.array(z.string()),
  action: actionSchema,
  step: z.enum(["fetch", "check", "store", "load", "remove", "done"]),
});
const eventRow = operationRow.extend({
  id: z.string(),
  at: z.date(),
  outcome: z.enum(["started", "succeeded", "failed"]),
  detail: z.string(),
  actor: z.string(),
});

const selectEvents = `
  select id, operation_id as "operationId", at, name, version, plugin_ids as "pluginIds", action, step, outcome, detail, actor
  from plugin_install_events`;
const isOver = "(step = 'done' or outcome = 'failed')";
/** A process without a heartbeat for so long is taken for dead. */
const DEAD_AFTER = "interval '10 seconds'";
const MONTH_MS = 30 * 24 * 60 * 60_000;
const YEAR_MS = 366 * 24 * 60 * 60_000;
const EVENTS_KEPT = 10_000;
const EVENTS_REMOVED_AT_ONCE = 5000;

export function createInstallationStore(options: {
  readonly database: Database;
  readonly clock: Clock;
  readonly instanceId: string;
}): InstallationStore {
  const { database, clock, instanceId } = options;
  const run: Run = (sql, values) => database.query(sql, values);
  return {
    packages: async () => packageSchema.array().parse(await database.query(`${selectPackages} order by p.name`)),
    async package(name) {
      const [row] = await database.query(`${selectPackages} where p.name = $1`, [name]);
      return packageSchema.optional().parse(row);
    },
    async modified() {
      const rows = await database.query(
        `select plugin ->> 'pluginId' as "pluginId", p.name as "packageName", a.modified as reason
         from plugin_packages p join plugin_artifacts a using (sha256), jsonb_array_elements(p.manifest -> 'plugins') plugin
         where p.state = 'enabled' and a.modified is not null`,
      );
      return modifiedRow.array().parse(rows);
    },
    async wanted() {
      const rows = await database.query("select name, generation from plugin_packages where state = 'enabled'");
      const parsed = z.array(z.object({ name: z.string(), generation: z.string() })).parse(rows);
      return new Map(parsed.map(({ name, generation }) => [name, generation]));
    },
    ownersOf: (pluginIds) => ownersOf(run, pluginIds),
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
    addEvent: (event) => insertEvent(run, event, instanceId),
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
        `${selectEvents} where operation_id = $1 and ${isOver} order by id desc limit 1`,
        [operationId],
      );
      return eventRow.optional().parse(row);
    },
    async unfinished() {
      const rows = await database.query(
        `select distinct on (operation_id) operation_id as "operationId", name, version, plugin_ids as "pluginIds", action,
           step, exists (select 1 from instances i
             where i.id = e.instance_id and i.id <> $2 and i.heartbeat_at > now() - ${DEAD_AFTER}) as "goesOn"
         from plugin_install_events e
         where id > $1 and instance_id is not null and outcome = 'started' and step in ('store', 'load', 'remove')
           and not exists (select 1 from plugin_install_events where operation_id = e.operation_id and ${isOver})
           -- written down, and tried by another instance
           and not exists (select 1 from plugin_packages p
             where p.fallback -> 'operation' ->> 'id' = e.operation_id::text)
         order by operation_id, id desc`,
        [firstIdAt(clock.now() - MONTH_MS), instanceId],
      );
      return operationRow.extend({ goesOn: z.boolean() }).array().parse(rows);
    },
    async unowned({ operationId, pluginIds }) {
      const rows = await database.query(
        `select plugin_id as "pluginId" from unnest($1::text[]) plugin_id
         where not exists (select 1 from plugin_owners o where o.plugin_id = plugin_id.plugin_id)
           and not exists (select 1 from plugin_install_events e
             where e.id > $3 and e.operation_id <> $2 and e.outcome = 'started' and e.step in ('store', 'load')
               and plugin_id.plugin_id = any(e.plugin_ids)
               and exists (select 1 from instances i
                 where i.id = e.instance_id and i.heartbeat_at > now() - ${DEAD_AFTER})
               and not exists (select 1 from plugin_install_events where operation_id = e.operation_id and ${isOver}))`,
        [pluginIds, operationId, firstIdAt(clock.now() - MONTH_MS)],
      );
      return z
        .array(z.object({ pluginId: z.string() }))
        .parse(rows)
        .map(({ pluginId }) => pluginId);
    },
    async isKept(sha256) {
      const rows = await database.query("select 1 from plugin_versions where sha256 = $1 limit 1", [sha256]);
      return rows.length > 0;
    },
    async pruneEvents() {
      // Ids sort by their time: both ends of what goes are found in the primary key.
      await database.query(
        `delete from plugin_install_events where id in (
           select id from plugin_install_events
           where id < $1 and id < (select id from plugin_install_events order by id desc offset ${EVENTS_KEPT - 1} limit 1)
           order by id limit ${EVENTS_REMOVED_AT_ONCE})`,
        [firstIdAt(clock.now() - YEAR_MS)],
      );
    },
  };
}

/** No id that was made at a time or later comes before this one (UUID version 7, RFC 9562 section 5.7). */
function firstIdAt(ms: number): string {
  const hex = Math.floor(ms).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** Whose plugin ids are, within whatever transaction `run` is in. */
export async function ownersOf(run: Run, pluginIds: readonly string[]): Promise<readonly PluginOwner[]> {
  const rows = await run(
    `select plugin_id as "pluginId", package_name as "packageName", public_key as "publicKey"
     from plugin_owners where plugin_id = any($1) order by plugin_id`,
    [pluginIds],
  );
  return ownerSchema.array().parse(rows);
}

/** Whether an operation is over, well or not. */
export async function hasEnded(run: Run, operationId: string): Promise<boolean> {
  const rows = await run(`select 1 from plugin_install_events where operation_id = $1 and ${isOver} limit 1`, [
    operationId,
  ]);
  return rows.length > 0;
}

/** Sends one statement. */
export type Run = (sql: string, values: unknown[]) => Promise<readonly unknown[]>;

/** Adds an event, within whatever transaction `run` is in. */
export async function insertEvent(run: Run, event: InstallEvent, instanceId?: string): Promise<void> {
  await run(
    `insert into plugin_install_events
       (id, operation_id, at, name, version, plugin_ids, action, step, outcome, detail, actor, instance_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
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
      instanceId ?? null,
    ],
  );
}
