import type { Logger } from "@checkstack/backend-api";
import type { PostgresServer, ServerStart } from "./postgres-server.ts";

export interface Supervisor {
  onExit(listener: (how: string) => void): void;
  stop(): Promise<void>;
}

const firstDelayMs = 50;
const longestDelayMs = 5_000;

/** Starts a server that ended by itself again, at the same address, until it is told to stop. */
export function superviseServer(options: {
  server: PostgresServer;
  restart: () => Promise<ServerStart>;
  logger: Logger;
}): Supervisor {
  const { restart, logger } = options;
  const listeners = new Set<(how: string) => void>();
  const stopping = Promise.withResolvers<"stop">();
  const watched = watch();
  return {
    onExit: (listener) => void listeners.add(listener),
    async stop() {
      stopping.resolve("stop");
      await watched;
    },
  };

  async function watch(): Promise<void> {
    for (let server: PostgresServer | undefined = options.server; server; server = await bringBack()) {
      const how = await Promise.race([server.exited, stopping.promise]);
      if (how === "stop") return server.stop();
      logger.error(`The embedded PostgreSQL ended by itself (${how}); starting it again`);
      for (const listener of listeners) listener(how);
    }
  }

  /** The server that runs again, or nothing when it is time to stop. */
  async function bringBack(): Promise<PostgresServer | undefined> {
    for (let delayMs = firstDelayMs; ; delayMs = Math.min(delayMs * 2, longestDelayMs)) {
      if ((await Promise.race([Bun.sleep(delayMs), stopping.promise])) === "stop") return undefined;
      const start = await restart().catch((error: unknown) => ({ state: "failed" as const, error }));
      if (start.state === "ready") return start.server;
      const error = start.state === "failed" ? start.error : "its port is taken";
      logger.error("The embedded PostgreSQL could not be started again; trying on", { error: String(error) });
    }
  }
}
