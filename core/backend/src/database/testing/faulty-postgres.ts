import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "@checkstack/postgres-node";

/** A PostgreSQL of one test file's own, to be stopped and frozen. */
export interface FaultyPostgres extends AsyncDisposable {
  readonly url: string;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops every process of the server where it stands, as a starved or paused machine would. */
  freeze(): Promise<void>;
  thaw(): void;
}

const logger = { debug() {}, info() {}, warn() {}, error() {} };

export async function startFaultyPostgres(): Promise<FaultyPostgres> {
  const dataDir = await mkdtemp(join(tmpdir(), "checkstack-faulty-"));
  const start = (): Promise<EmbeddedPostgres> => startEmbeddedPostgres({ dataDir, logger, durable: false });
  let server = await start();
  let frozen: readonly number[] = [];
  const thaw = (): void => {
    for (const pid of frozen) process.kill(pid, "SIGCONT");
    frozen = [];
  };
  return {
    url: server.url,
    stop: () => server.stop(),
    async start() {
      server = await start();
    },
    async freeze() {
      frozen = await processesOf(dataDir);
      for (const pid of frozen) process.kill(pid, "SIGSTOP");
    },
    thaw,
    async [Symbol.asyncDispose]() {
      thaw();
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function processesOf(dataDir: string): Promise<readonly number[]> {
  const [leader = ""] = (await readFile(join(dataDir, "postgres/postmaster.pid"), "utf8")).split("\n");
  const { stdout } = spawnSync("pgrep", ["-P", leader], { encoding: "utf8" });
  return [leader, ...stdout.trim().split("\n")].map(Number);
}
