import { createHash, randomBytes } from "node:crypto";
import { pluginDataDeleted, type SecretBox } from "@checkstack/backend-api";
import * as z from "zod";
import { assertPluginSchemaName, quoteIdentifier, quoteLiteral, roleNameOf } from "./identifiers.ts";
import type { MigrationFile } from "./migration-files.ts";
import { emitAsCore, OUTBOX_COLUMNS } from "./outbox.ts";

/** The schema of one plugin and, unless it ships none, where its migrations are. */
export interface PluginDatabaseSpec {
  readonly pluginId: string;
  readonly schemaName: string;
  readonly migrationsFolder?: string;
}

export interface PluginLogin {
  readonly user: string;
  readonly password: string;
}

/** What a schema is made ready for. */
export interface PluginSchemaState {
  readonly databaseName: string;
  readonly secrets: SecretBox;
  readonly isolation: "enforced" | "off";
  readonly files: readonly MigrationFile[];
}

/** Runs one statement as the core's own login. */
export type RunAsCore = (sql: string, values?: unknown[]) => Promise<readonly unknown[]>;

const loginRow = z.object({
  pluginId: z.string(),
  roleName: z.string().nullable(),
  passwordSealed: z.string().nullable(),
  roleExists: z.boolean(),
  schemaExists: z.boolean(),
  preparedFor: z.string().nullable(),
});

/** Raise it when `ensurePluginSchema` makes something else than before. */
const FORMAT = 1;

/** The login of a schema that is ready as it is, so that a usual start costs one query a plugin. */
export async function preparedLogin(
  run: RunAsCore,
  plugin: PluginDatabaseSpec,
  state: PluginSchemaState,
): Promise<{ readonly login: PluginLogin | undefined } | undefined> {
  const stored = await readLogin(run, plugin.schemaName);
  if (!stored?.schemaExists || stored.preparedFor !== fingerprintOf(plugin, state)) return undefined;
  if (state.isolation === "off") return { login: undefined };
  const { roleName, passwordSealed, roleExists } = stored;
  if (!roleExists || roleName === null || passwordSealed === null) return undefined;
  return { login: { user: roleName, password: state.secrets.open(passwordSealed, placeOf(plugin.schemaName)) } };
}

/** Notes that the schema is ready, with all its migrations. */
export async function markPrepared(
  run: RunAsCore,
  plugin: PluginDatabaseSpec,
  state: PluginSchemaState,
): Promise<void> {
  await run("update public.plugin_logins set prepared_for = $2 where schema_name = $1", [
    plugin.schemaName,
    fingerprintOf(plugin, state),
  ]);
}

const fingerprintOf = ({ pluginId }: PluginDatabaseSpec, { isolation, files }: PluginSchemaState): string =>
  createHash("sha256")
    .update(JSON.stringify([FORMAT, pluginId, isolation, files.map(({ name, hash }) => [name, hash])]))
    .digest("hex");

const placeOf = (schemaName: string): string => `public.plugin_logins/${schemaName}/password_sealed`;

/**
 * Makes sure of a plugin's schema, its login and the platform's tables in the schema. The caller holds the set-up lock.
 *
 * The schema and the outbox belong to the core, because the core reads and empties the outbox: were they the plugin's,
 * a trigger or a view in their place would run with the core's rights.
 */
export async function ensurePluginSchema(
  run: RunAsCore,
  plugin: PluginDatabaseSpec,
  options: PluginSchemaState,
): Promise<PluginLogin | undefined> {
  assertPluginSchemaName(plugin.schemaName);
  const schema = quoteIdentifier(plugin.schemaName);
  await claimSchema(run, plugin);
  await run(`create schema if not exists ${schema}`);
  await run(`create table if not exists ${schema}.hook_outbox (${OUTBOX_COLUMNS})`);
  if (options.isolation === "off") return undefined;

  const login = await ensureLogin(run, plugin, options);
  const role = quoteIdentifier(login.user);
  await run(`revoke all on schema ${schema} from public`);
  await run(`grant usage, create on schema ${schema} to ${role}`);
  await run(`grant insert on ${schema}.hook_outbox to ${role}`);
  await run(`alter role ${role} set search_path = ${schema}`);
  await adoptTables(run, plugin.schemaName, login.user);
  return login;
}

/** Removes a plugin's schema with everything in it, its configurations and its login, and tells those who keep something for it. */
export async function dropPluginSchema(run: RunAsCore, plugin: PluginDatabaseSpec): Promise<void> {
  assertPluginSchemaName(plugin.schemaName);
  await claimSchema(run, plugin);
  const { roleName, roleExists } = loginRow.parse(await readLogin(run, plugin.schemaName));
  await run(`drop schema if exists ${quoteIdentifier(plugin.schemaName)} cascade`);
  if (roleName !== null && roleExists) await run(`drop role ${quoteIdentifier(roleName)}`);
  await run("delete from public.plugin_configs where plugin_id = $1", [plugin.pluginId]);
  await run("delete from public.plugin_logins where schema_name = $1", [plugin.schemaName]);
  await emitAsCore(run, pluginDataDeleted, { pluginId: plugin.pluginId });
}

/** A schema belongs to the plugin that came first. */
async function claimSchema(run: RunAsCore, { pluginId, schemaName }: PluginDatabaseSpec): Promise<void> {
  await run("insert into public.plugin_logins (schema_name, plugin_id) values ($1, $2) on conflict do nothing", [
    schemaName,
    pluginId,
  ]);
  const [owner] = await run("select 1 from public.plugin_logins where schema_name = $1 and plugin_id = $2", [
    schemaName,
    pluginId,
  ]);
  if (owner) return;
  throw new Error(
    `plugin "${pluginId}" cannot have the schema "${schemaName}": another plugin has it, or this plugin has another one; uninstall one of the two or give it another id`,
  );
}

async function ensureLogin(
  run: RunAsCore,
  { schemaName }: PluginDatabaseSpec,
  { databaseName, secrets }: PluginSchemaState,
): Promise<PluginLogin> {
  const place = placeOf(schemaName);
  const stored = loginRow.parse(await readLogin(run, schemaName));
  const user = stored.roleName ?? roleNameOf(databaseName, schemaName);
  const password =
    stored.passwordSealed === null ? randomBytes(24).toString("base64url") : secrets.open(stored.passwordSealed, place);
  if (stored.passwordSealed !== null && stored.roleExists) return { user, password };

  // PostgreSQL takes no parameters here; the password is of our own making.
  const [leftOver] = await run("select 1 from pg_roles where rolname = $1", [user]);
  const verb = leftOver ? "alter role" : "create role";
  await run(`${verb} ${quoteIdentifier(user)} login noinherit password ${quoteLiteral(password)}`);
  await run("update public.plugin_logins set role_name = $2, password_sealed = $3 where schema_name = $1", [
    schemaName,
    user,
    secrets.seal(password, place),
  ]);
  return { user, password };
}

async function readLogin(run: RunAsCore, schemaName: string): Promise<z.infer<typeof loginRow> | undefined> {
  const [row] = await run(
    `select plugin_id as "pluginId", role_name as "roleName", password_sealed as "passwordSealed",
       exists (select 1 from pg_roles where rolname = role_name) as "roleExists",
       exists (select 1 from pg_namespace where nspname = schema_name) as "schemaExists", prepared_for as "preparedFor"
     from public.plugin_logins where schema_name = $1`,
    [schemaName],
  );
  return loginRow.optional().parse(row);
}

/** Gives the plugin what was made in its schema while isolation was off. */
async function adoptTables(run: RunAsCore, schemaName: string, user: string): Promise<void> {
  const rows = await run(
    `select format('alter %s %I.%I owner to %I',
        case c.relkind when 'S' then 'sequence' when 'v' then 'view' when 'm' then 'materialized view' else 'table' end,
        n.nspname, c.relname, $2::text) as statement
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind in ('r', 'p', 'v', 'm', 'S') and c.relname <> 'hook_outbox'
       and c.relowner <> (select oid from pg_roles where rolname = $2)
       -- a sequence of a column follows its table, a partition is altered as a table of its own
       and not exists (select 1 from pg_depend d where d.objid = c.oid and c.relkind = 'S' and d.deptype in ('a', 'i'))
     union all
     select format('alter type %I.%I owner to %I', n.nspname, t.typname, $2::text)
     from pg_type t join pg_namespace n on n.oid = t.typnamespace
     where n.nspname = $1 and t.typtype in ('e', 'd') and t.typowner <> (select oid from pg_roles where rolname = $2)`,
    [schemaName, user],
  );
  for (const { statement } of z.object({ statement: z.string() }).array().parse(rows)) await run(statement);
}
