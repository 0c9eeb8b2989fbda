import { join } from "node:path";
import { EmbeddedPostgresError, startEmbeddedPostgres } from "@checkstack/postgres-node";
import { buildFrontend } from "./frontend-build.ts";
import { bootReport } from "./boot-report.ts";
import { DatabaseSetupError } from "./database/index.ts";
import { StartupError } from "./http/index.ts";
import { discoverPlugins, selectPlugins } from "./kernel/discovery.ts";
import { watchPlugins } from "./kernel/dev-reload.ts";
import { createLogger } from "./logger.ts";
import { startPlatform } from "./platform.ts";
import { readSettings, SettingsError } from "./settings.ts";

const ROOT = join(import.meta.dir, "../../..");
/** An operator ended us; whoever supervises expects the signal's number. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;
/** After this, what has not stopped is left behind. */
const STOP_LIMIT_MS = 30_000;

try {
  await main();
} catch (error) {
  if (!isForPeople(error)) throw error;
  console.error(`Checkstack cannot start. ${error.message}`);
  process.exit(1);
}

async function main(): Promise<void> {
  const begun = performance.now();
  const settings = readSettings(process.env, process.argv.slice(2));
  const logger = await createLogger({ format: settings.log });
  const resources = new AsyncDisposableStack();
  const stopping = new AbortController();

  const stop = async (signal: keyof typeof EXIT_CODES): Promise<void> => {
    if (stopping.signal.aborted) process.exit(EXIT_CODES[signal]);
    stopping.abort();
    logger.info("stopping; a second signal ends at once");
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    await resources
      .disposeAsync()
      .catch((error: unknown) => logger.error("did not stop cleanly", { error: String(error) }));
    process.exit(0);
  };
  process.on("SIGINT", () => void stop("SIGINT"));
  process.on("SIGTERM", () => void stop("SIGTERM"));

  const sources = selectPlugins(await discoverPlugins([join(ROOT, "core"), join(ROOT, "plugins")]), settings.plugins);
  const frontendDir = settings.dev ? undefined : buildFrontend({ root: ROOT, logger, signal: stopping.signal });
  const database = resources.use(new AsyncDisposableStack()); // Entered before the platform, so that it ends after it.
  const openDatabase = async (): Promise<string> =>
    settings.databaseUrl ?? database.use(await startEmbeddedPostgres({ dataDir: settings.dataDir, logger })).url;

  const platform = resources.use(
    await startPlatform({ settings, sources, logger, openDatabase, ...(frontendDir && { frontendDir }) }),
  );
  const kernel = await platform.booted;
  for (const line of bootReport(kernel.reports())) logger.info(line);
  await frontendDir;
  logger.info(`ready at ${platform.url} after ${Math.round(performance.now() - begun)} ms`);
  if (settings.dev) await watchPlugins({ sources, kernel, logger, signal: stopping.signal });
}

/** Errors whose message is a sentence for the operator; of any other the stack is wanted. */
function isForPeople(error: unknown): error is Error {
  const kinds = [SettingsError, StartupError, EmbeddedPostgresError, DatabaseSetupError];
  return kinds.some((kind) => error instanceof kind);
}
