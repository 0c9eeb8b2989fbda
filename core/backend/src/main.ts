import { join } from "node:path";
import { EmbeddedPostgresError, startEmbeddedPostgres } from "@checkstack/postgres-node";
import type { Logger } from "@checkstack/backend-api";
import { buildFrontend } from "./frontend-build.ts";
import { bootReport } from "./boot-report.ts";
import { DatabaseSetupError } from "./database/index.ts";
import { discoverPlugins, readPlugins, selectPlugins } from "./kernel/discovery.ts";
import { watchPlugins } from "./kernel/dev-reload.ts";
import { createLogger } from "./logger.ts";
import { startPlatform } from "./platform.ts";
import { readSettings, SettingsError, type Settings } from "./settings.ts";
import { StartupError } from "./startup-error.ts";

const ROOT = join(import.meta.dir, "../../..");
/** An operator ended us; whoever supervises expects the signal's number. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;
/** After this, what has not stopped is left behind. */
const STOP_LIMIT_MS = 30_000;

const begun = performance.now();
const stopping = new AbortController();
const resources = new AsyncDisposableStack();

try {
  const settings = readSettings(process.env, process.argv.slice(2));
  const logger = await createLogger({ format: settings.log });
  process.on("SIGINT", () => stop("SIGINT", logger));
  process.on("SIGTERM", () => stop("SIGTERM", logger));
  await start(settings, logger);
} catch (error) {
  // A start that was broken off ends with the stop.
  if (!stopping.signal.aborted) {
    console.error(isForPeople(error) ? `Checkstack cannot start. ${capitalised(error.message)}` : error);
    end(1);
  }
}

async function start(settings: Settings, logger: Logger): Promise<void> {
  const ours = await discoverPlugins([join(ROOT, "core"), join(ROOT, "plugins")]);
  const builtIn = [...ours, ...(await readPlugins(settings.devPlugins))];
  const sources = selectPlugins(builtIn, settings.plugins);
  const withPages = settings.pages && !settings.dev;
  const frontendDir = withPages ? buildFrontend({ root: ROOT, logger, signal: stopping.signal }) : undefined;
  const database = resources.use(new AsyncDisposableStack()); // Entered before the platform, so that it ends after it.
  const openDatabase = async (): Promise<string> =>
    settings.databaseUrl ?? database.use(await startEmbeddedPostgres({ dataDir: settings.dataDir, logger })).url;

  const platform = resources.use(
    await startPlatform({ settings, sources, builtIn, logger, openDatabase, ...(frontendDir && { frontendDir }) }),
  );
  const kernel = await platform.booted;
  for (const line of bootReport(kernel.reports())) logger.info(line);
  await frontendDir;
  logger.info(`ready at ${platform.url} after ${Math.round(performance.now() - begun)} ms`);
  if (settings.dev) await watchPlugins({ sources: builtIn, kernel, logger, signal: stopping.signal });
}

function stop(signal: keyof typeof EXIT_CODES, logger: Logger): void {
  if (stopping.signal.aborted) process.exit(EXIT_CODES[signal]);
  logger.info("stopping; a second signal ends at once");
  end(0);
}

/** Closes what is open, the database last, and ends the process. */
function end(code: number): void {
  stopping.abort();
  setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
  resources.disposeAsync().then(
    () => process.exit(code),
    (error: unknown) => {
      console.error("Checkstack did not stop cleanly.", error);
      process.exit(1);
    },
  );
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** Errors whose message is a sentence for the operator; of any other the stack is wanted. */
function isForPeople(error: unknown): error is Error {
  const kinds = [SettingsError, StartupError, EmbeddedPostgresError, DatabaseSetupError];
  return kinds.some((kind) => error instanceof kind);
}
