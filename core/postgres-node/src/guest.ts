import { join } from "node:path";
import type { Logger } from "@checkstack/backend-api";
import { readAccess } from "./access-file.ts";
import { databaseUrl } from "./database-folder.ts";
import { tryLockFolder } from "./folder-lock.ts";
import { readPostmasterFile } from "./postmaster-file.ts";

/** How long nobody may keep the server after its keeper has ended. */
const LOOK_EVERY_MS = 500;

/** The server of a data folder that another process keeps. */
export interface Guest {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Uses the server that another process keeps in `dataDir`; `undefined` while it is not ready. When that process ends,
 * the first of its guests to notice keeps the server from then on, by `takeOver`, at the same address.
 */
export function joinServer(options: {
  dataDir: string;
  logger: Logger;
  takeOver: (options: { lock: Disposable; port: number }) => Promise<AsyncDisposable>;
}): Guest | undefined {
  const { dataDir, logger, takeOver } = options;
  const server = readPostmasterFile(join(dataDir, "postgres"));
  if (!server?.isReady) return undefined;
  const { port } = server;
  const { password } = readAccess(dataDir, { hasDatabase: true });
  let kept: AsyncDisposable | undefined;
  let looking = Promise.resolve();
  let stopped = false;

  async function look(): Promise<void> {
    const lock = stopped || kept ? undefined : tryLockFolder(dataDir);
    if (!lock) return;
    logger.info("The process that kept the embedded PostgreSQL has ended; this one keeps it from now on");
    try {
      kept = await takeOver({ lock, port });
      clearInterval(timer);
    } catch (error) {
      lock[Symbol.dispose]();
      logger.error("The embedded PostgreSQL could not be taken over; trying on", { error: String(error) });
    }
  }
  const timer = setInterval(() => void (looking = looking.then(look)), LOOK_EVERY_MS);

  return {
    url: databaseUrl({ password, port }),
    async stop() {
      stopped = true;
      clearInterval(timer);
      await looking;
      await kept?.[Symbol.asyncDispose]();
    },
  };
}
