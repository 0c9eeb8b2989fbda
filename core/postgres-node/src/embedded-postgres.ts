import { existsSync, mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import type { Logger } from "@checkstack/backend-api";
import { readAccess, writeAccess } from "./access-file.ts";
import { checkDatabaseFolder, databaseUrl, letThrough, makeDatabaseFolder } from "./database-folder.ts";
import { EmbeddedPostgresError, explainFolderError } from "./embedded-postgres-error.ts";
import { tryLockFolder } from "./folder-lock.ts";
import { joinServer } from "./guest.ts";
import { endOrphan } from "./orphan.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";
import { startServer } from "./postgres-server.ts";
import { createServerRunner, giveTo } from "./server-user.ts";
import { superviseServer } from "./supervisor.ts";

export interface EmbeddedPostgresOptions {
  /** Where the database, its password and the lock live; made when absent. */
  readonly dataDir: string;
  readonly logger: Logger;
  /** `false` for tests: faster, and a crash of the machine may lose everything. */
  readonly durable?: boolean;
}

export interface EmbeddedPostgres extends AsyncDisposable {
  /** For the superuser of database `checkstack`; stays the same while this object lives. */
  readonly url: string;
  /** Hears of a server that ended without `stop`. It is started again at the same address without further ado. */
  onExit(listener: (how: string) => void): void;
  /** Ends the server and lets go of the data folder. */
  stop(): Promise<void>;
}

/** Another process may be making the database, which takes seconds on a slow machine. */
const PATIENCE_MS = 30_000;
const TRY_EVERY_MS = 50;

/**
 * Starts the embedded PostgreSQL in `<dataDir>/postgres`, making the database first when there is none, and recovers
 * what an earlier run that was killed left behind. Where another process on the same folder keeps it already, this one
 * uses it too, and keeps it on when the other ends. Throws `EmbeddedPostgresError` with a sentence for people.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = usablePath(resolve(options.dataDir));
  const keep = async ({ lock, port }: { lock: Disposable; port?: number }): Promise<EmbeddedPostgres> => {
    try {
      return await startIn({ ...options, dataDir, lock, ...(port !== undefined && { port }) });
    } catch (error) {
      lock[Symbol.dispose]();
      throw error;
    }
  };
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += TRY_EVERY_MS) {
      const lock = tryLockFolder(dataDir);
      if (lock) return await keep({ lock });
      const guest = joinServer({ dataDir, logger: options.logger, takeOver: keep });
      if (guest) return { ...guest, onExit: () => {}, [Symbol.asyncDispose]: guest.stop };
      await Bun.sleep(TRY_EVERY_MS);
    }
  } catch (error) {
    throw explainFolderError(error, dataDir);
  }
  throw new EmbeddedPostgresError(
    "IN_USE",
    `Another process holds the data folder "${dataDir}" and its database does not become ready; stop that process, or set CHECKSTACK_DATA_DIR to another folder.`,
  );
}

interface StartOptions extends EmbeddedPostgresOptions {
  readonly lock: Disposable;
  /** The port others know; without it, any will do. */
  readonly port?: number;
}

async function startIn({ dataDir, logger, lock, durable = true, ...known }: StartOptions): Promise<EmbeddedPostgres> {
  const folder = join(dataDir, "postgres");
  const binaries = findPostgresBinaries();
  const runner = await createServerRunner(folder);
  const hasDatabase = existsSync(folder);
  if (hasDatabase) checkDatabaseFolder(folder, binaries);
  const access = readAccess(dataDir, { hasDatabase });
  letThrough(dataDir, runner.user);
  if (hasDatabase) {
    giveTo(runner.user, folder);
    await endOrphan(folder, logger);
  } else {
    await makeDatabaseFolder({ dataDir, folder, access, binaries, runner, durable });
  }

  const startAt = (port: number) => startServer({ folder, dataDir, port, binaries, runner, durable, logger });
  let port = known.port ?? (await freePort(access.port));
  let start = await startAt(port);
  while (start.state === "port-taken") {
    if (known.port !== undefined) throw new Error(`port ${known.port}, which other processes use, is taken`);
    port = await freePort(0);
    start = await startAt(port);
  }
  writeAccess(dataDir, { ...access, port });

  const supervisor = superviseServer({ server: start.server, restart: () => startAt(port), logger });
  const stop = async () => {
    await supervisor.stop();
    lock[Symbol.dispose]();
  };
  return {
    url: databaseUrl({ ...access, port }),
    onExit: supervisor.onExit,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** `initdb` hands the path to a shell, and PostgreSQL cuts it at 1,024 bytes. */
function usablePath(path: string): string {
  if (!/[\r\n\0]/.test(path) && Buffer.byteLength(path) < 900) return path;
  throw new EmbeddedPostgresError(
    "ODD_PATH",
    `PostgreSQL cannot work in the data folder ${JSON.stringify(path)}; set CHECKSTACK_DATA_DIR to a shorter path without line breaks.`,
  );
}

/** `preferred` when nobody listens there, otherwise one that the system chooses. */
async function freePort(preferred: number): Promise<number> {
  const probe = createServer();
  const found = Promise.withResolvers<number>();
  probe.once("error", (error) => (preferred === 0 ? found.reject(error) : found.resolve(freePort(0))));
  probe.listen({ port: preferred, host: "127.0.0.1" }, () => {
    const address = probe.address();
    probe.close(() => found.resolve(typeof address === "object" && address ? address.port : preferred));
  });
  return found.promise;
}
