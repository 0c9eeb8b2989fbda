import { once } from "node:events";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { Logger } from "@checkstack/backend-api";
import { explainOutput } from "./embedded-postgres-error.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import type { ServerRunner } from "./server-user.ts";

export interface PostgresServer {
  /** Resolves when the server has ended, with how, for people: `exit code 1`. */
  readonly exited: Promise<string>;
  /** Ends the server cleanly, without waiting for its clients. */
  stop(): Promise<void>;
}

export type ServerStart =
  | { readonly state: "ready"; readonly server: PostgresServer }
  | { readonly state: "port-taken" };

/** The processes of a server that was killed outright need a moment to notice; until then they hold the folder. */
const patienceMs = 10_000;
const tryEveryMs = 100;
const stillHeld = /pre-existing shared memory block|lock file "postmaster\.pid" already exists/;
const portTaken = /could not create any TCP\/IP sockets|could not bind/;

/** Starts the server and waits until it accepts connections, through a crash recovery of any length. */
export async function startServer(options: {
  folder: string;
  dataDir: string;
  port: number;
  binaries: PostgresBinaries;
  runner: ServerRunner;
  durable: boolean;
  logger: Logger;
}): Promise<ServerStart> {
  for (let waitedMs = 0; ; waitedMs += tryEveryMs) {
    const attempt = await launch(options);
    if (attempt.state === "ready") return attempt;
    if (portTaken.test(attempt.output)) return { state: "port-taken" };
    if (!stillHeld.test(attempt.output) || waitedMs >= patienceMs) throw explainOutput(attempt.output, options.dataDir);
    await Bun.sleep(tryEveryMs);
  }
}

async function launch({ folder, port, binaries, runner, durable, logger }: Parameters<typeof startServer>[0]) {
  const command = [
    binaries.postgres,
    "-D",
    folder,
    ...settings({ port, durable }).flatMap((setting) => ["-c", setting]),
  ];
  const program = runner.spawn(command, { cwd: folder });
  const output: string[] = [];
  const ready = Promise.withResolvers<"ready">();
  let phase: Phase = "starting";
  const lines = createInterface({ input: Readable.fromWeb(program.stderr) });
  const heardAll = once(lines, "close");
  lines.on("line", (line) => {
    if (phase === "starting") output.push(line);
    logger[levelOf(line, phase)](line);
    if (line.includes("database system is ready to accept connections")) ready.resolve("ready");
  });
  if ((await Promise.race([ready.promise, program.exited])) !== "ready") {
    await heardAll;
    return { state: "failed" as const, output: output.join("\n") };
  }
  phase = "running";
  const server: PostgresServer = {
    exited: program.exited.then((code) => (program.signalCode ? `signal ${program.signalCode}` : `exit code ${code}`)),
    async stop() {
      phase = "stopping";
      program.kill("SIGINT");
      // QUIT skips the last checkpoint; the next start then recovers.
      const hurry = setTimeout(() => program.kill("SIGQUIT"), patienceMs);
      await program.exited;
      clearTimeout(hurry);
    },
  };
  return { state: "ready" as const, server };
}

type Phase = "starting" | "running" | "stopping";

/** Given at each start, so that they belong to this version of Checkstack and not to the day the folder was made. */
const settings = ({ port, durable }: { port: number; durable: boolean }): string[] => [
  `port=${port}`,
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "max_connections=100",
  // One small machine shared with the app: few helper processes, a small write-ahead log, no replication.
  "shared_buffers=64MB",
  "io_method=sync",
  "jit=off",
  "wal_level=minimal",
  "max_wal_senders=0",
  "max_logical_replication_workers=0",
  "max_wal_size=512MB",
  "min_wal_size=64MB",
  "timezone=UTC",
  "log_timezone=UTC",
  "log_line_prefix=",
  // What a statement did wrong is told to whoever sent it.
  "log_min_messages=log",
  "log_checkpoints=off",
  // For tests, of which many at once may share a server.
  ...(durable ? [] : ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300"]),
];

function levelOf(line: string, phase: Phase): "error" | "warn" | "info" | "debug" {
  if (line.startsWith("PANIC:")) return "error";
  // A server that is told to stop calls each connection that it ends fatal.
  if (line.startsWith("FATAL:")) return phase === "stopping" ? "debug" : "warn";
  return /recovery|not properly shut down/.test(line) ? "info" : "debug";
}
