import { join } from "node:path";
import {
  DatabaseTimeoutError,
  sqlStateOf,
  type Clock,
  type Database,
  type Logger,
  type SecretBox,
} from "@checkstack/backend-api";
import { openConnection, type Connection } from "./connection.ts";
import { createConnectionPool, type Login } from "./connection-pool.ts";
import { quoteIdentifier } from "./identifiers.ts";
import { readMigrationFiles, type MigrationFile } from "./migration-files.ts";
import { migrate } from "./migrator.ts";
import { openDatabase } from "./open-database.ts";
import {
  dropPluginSchema,
  ensurePluginSchema,
  markPrepared,
  preparedLogin,
  type PluginDatabaseSpec,
  type PluginLogin,
  type RunAsCore,
} from "./plugin-schema.ts";
import { DatabaseUnavailableError, messageOf } from "./query-error.ts";
import { checkServer, DatabaseSetupError } from "./server-check.ts";
import { createServerLink, type ServerLink } from "./server-link.ts";
import { createSetupLock } from "./setup-lock.ts";
import { createStatementNames } from "./statement-names.ts";

/** The PostgreSQL database of an installation: the core's own access, and a schema with a login for each plugin. */
export interface DatabaseServer extends AsyncDisposable, Omit<ServerLink, keyof Disposable> {
  /** Schema `public`, with the login of `DATABASE_URL`. */
  readonly core: Database;
  /** Makes sure of the plugin's schema, login and tables. Throws in one sentence when it cannot. */
  prepare(plugin: PluginDatabaseSpec): Promise<void>;
  /** The plugin's own database, after `prepare`. Connects at the first query. */
  open(plugin: PluginDatabaseSpec): Database & AsyncDisposable;
  /** The address with the plugin's own login, after `prepare`. */
  addressOf(plugin: PluginDatabaseSpec): string;
  /**
   * Removes the schemas of plugins with all their data, their configurations and their logins. Not to be undone. What `also`
   * writes is part of the same transaction.
   */
  drop(plugins: readonly PluginDatabaseSpec[], also?: (run: RunAsCore) => Promise<void>): Promise<void>;
  /** The connections of this process, without the one for notifications. */
  connections(): { readonly open: number; readonly idle: number; readonly waiting: number };
}

export interface DatabaseServerOptions {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  readonly secrets: SecretBox;
  readonly clock: Clock;
  readonly logger: Logger;
  /** `off` runs every plugin with the core's login, for servers where no logins can be made. Default `enforced`. */
  readonly isolation?: "enforced" | "off";
  /** The most connections of this process, over all plugins. Default 40. */
  readonly maxConnections?: number;
  /** The deadline of every query, the wait for a connection included. Default 5000. */
  readonly queryTimeoutMs?: number;
  /** How long a query waits for a connection; default 80 % of `queryTimeoutMs`, the rest is for the query itself. */
  readonly maxWaitMs?: number;
  /** How long an unused connection stays open. Default 10,000. */
  readonly idleMs?: number;
}

const CORE_MIGRATIONS = join(import.meta.dir, "../../drizzle");
const CORE_CONNECTIONS = 10;
const PLUGIN_CONNECTIONS = 5;
const LINK_CONNECT_MS = 1000;

/**
 * Connects, checks the server, and brings the core's own tables up to date. Rejects with `DatabaseSetupError` when an
 * administrator has to do something first.
 */
export async function connectDatabaseServer(options: DatabaseServerOptions): Promise<DatabaseServer> {
  const { clock, logger, isolation = "enforced", queryTimeoutMs = 5000, maxWaitMs = queryTimeoutMs * 0.8 } = options;
  const coreUrl = parseUrl(options.url);
  const pool = createConnectionPool({
    maxConnections: options.maxConnections ?? 40,
    idleMs: options.idleMs ?? 10_000,
    monotonic: () => clock.monotonic(),
  });
  const names = createStatementNames();
  const pluginUrls = new Map<string, string>();

  const connect = (schemaName: string, url: string, limits: { connectMs?: number; statementMs?: number } = {}) =>
    openConnection({
      url,
      schemaName,
      connectTimeoutMs: limits.connectMs ?? queryTimeoutMs,
      // A little before our own deadline: then the connection can be kept.
      statementTimeoutMs: limits.statementMs ?? Math.ceil(queryTimeoutMs * 0.9),
      // A login of the plugin's own has its search path from the server.
      ...(isolation === "off" || schemaName === "public" ? { searchPath: quoteIdentifier(schemaName) } : {}),
      logger,
    });
  const withSetupLock = createSetupLock({ open: () => connect("public", coreUrl, { statementMs: 0 }) });
  const databaseOf = (login: Login): Database =>
    openDatabase({ login, pool, names, queryTimeoutMs, maxWaitMs, monotonic: () => clock.monotonic() });

  const core = databaseOf({
    schemaName: "public",
    maxConnections: CORE_CONNECTIONS,
    open: () => connect("public", coreUrl),
  });

  const { databaseName } = await withSetupLock(async (connection) => {
    const found = await checkServer(connection, { isolation, timeoutMs: queryTimeoutMs });
    if (isolation === "enforced") await asCore(connection)("revoke all on schema public from public");
    await migrate({ connection, schemaName: "public", files: await readMigrationFiles(CORE_MIGRATIONS) });
    return found;
  }).catch(explainUnusable);
  const link = createServerLink({ open: () => connect("public", coreUrl, { connectMs: LINK_CONNECT_MS }), logger });

  async function prepare(plugin: PluginDatabaseSpec): Promise<void> {
    const files = plugin.migrationsFolder === undefined ? [] : await readMigrationFiles(plugin.migrationsFolder);
    const state = { databaseName, isolation, files, secrets: options.secrets };
    const ready = await preparedLogin((text, values) => core.query(text, values), plugin, state);
    if (ready) return remember(plugin, ready.login);
    await withSetupLock(async (connection) => {
      const run = asCore(connection);
      const login = await ensurePluginSchema(run, plugin, state);
      remember(plugin, login);
      await migratePlugin(plugin, files);
      await markPrepared(run, plugin, state);
    });
  }

  const remember = ({ schemaName }: PluginDatabaseSpec, login: PluginLogin | undefined): void =>
    void pluginUrls.set(schemaName, login ? urlOf(coreUrl, login) : coreUrl);

  function addressOf({ pluginId, schemaName }: PluginDatabaseSpec): string {
    const url = pluginUrls.get(schemaName);
    if (url !== undefined) return url;
    throw new Error(`plugin "${pluginId}" used its database before its schema "${schemaName}" was prepared`);
  }

  const connectPlugin = async (plugin: PluginDatabaseSpec, limits = {}): Promise<Connection> =>
    connect(plugin.schemaName, addressOf(plugin), limits);

  async function migratePlugin(plugin: PluginDatabaseSpec, files: readonly MigrationFile[]): Promise<void> {
    if (files.length === 0) return;
    // As the plugin itself: its statements can do no more than the plugin can, and what they make is the plugin's.
    const connection = await connectPlugin(plugin, { statementMs: 0 });
    try {
      await migrate({ connection, schemaName: plugin.schemaName, files });
    } finally {
      connection.close();
    }
  }

  return {
    core,
    prepare,
    open(plugin) {
      const login: Login = {
        schemaName: plugin.schemaName,
        maxConnections: PLUGIN_CONNECTIONS,
        open: () => connectPlugin(plugin),
      };
      return Object.assign(databaseOf(login), { [Symbol.asyncDispose]: async () => pool.retire(login) });
    },
    addressOf,
    drop: (plugins, also) =>
      withSetupLock(async (connection) => {
        const run = asCore(connection);
        try {
          await run("begin");
          for (const plugin of plugins) await dropPluginSchema(run, plugin);
          await also?.(run);
          await run("commit");
        } catch (error) {
          await run("rollback").catch(() => connection.destroy());
          throw error;
        }
        for (const { schemaName } of plugins) pluginUrls.delete(schemaName);
      }),
    listen: link.listen,
    isReachable: link.isReachable,
    onReachabilityChange: link.onReachabilityChange,
    connections: () => pool.stats(),
    async [Symbol.asyncDispose]() {
      link[Symbol.dispose]();
      await pool[Symbol.asyncDispose]();
    },
  };
}

const asCore =
  (connection: Connection): RunAsCore =>
  async (text, values) =>
    (await connection.query({ text, ...(values && { values }) }, 60_000)).rows;

/** `invalid_password`, `invalid_authorization_specification`, `invalid_catalog_name`. */
const WRONG_ADDRESS = new Set(["28P01", "28000", "3D000"]);

function explainUnusable(error: unknown): never {
  const isUnreachable = error instanceof DatabaseUnavailableError || error instanceof DatabaseTimeoutError;
  if (!(error instanceof Error) || !(isUnreachable || WRONG_ADDRESS.has(sqlStateOf(error) ?? ""))) throw error;
  throw new DatabaseSetupError(
    `the database cannot be used: ${messageOf(error.cause ?? error)}; check that the server runs, and the address and login in DATABASE_URL`,
    { cause: error },
  );
}

function parseUrl(text: string): string {
  const url = URL.parse(text);
  if (url && (url.protocol === "postgres:" || url.protocol === "postgresql:")) return url.href;
  throw new Error("DATABASE_URL is not a URL such as postgres://user:password@host:5432/database; correct it");
}

function urlOf(coreUrl: string, { user, password }: PluginLogin): string {
  const url = new URL(coreUrl);
  url.username = encodeURIComponent(user);
  url.password = encodeURIComponent(password);
  return url.href;
}
