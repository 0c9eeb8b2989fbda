import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "@checkstack/postgres-node";

/** A PostgreSQL for the tests of this process. */
export interface TestPostgres {
  /** For the superuser. Most tests want a database of their own: `createTestDatabase`. */
  readonly adminUrl: string;
}

let server: Promise<TestPostgres> | undefined;

/** Starts the one PostgreSQL of this test process on first use. It ends, and leaves nothing, when the process does. */
export function testPostgres(): Promise<TestPostgres> {
  server ??= start();
  return server;
}

async function start(): Promise<TestPostgres> {
  const dataDir = mkdtempSync(join(tmpdir(), "checkstack-test-"));
  removeWhenWeEnd(dataDir);
  const postgres = await startEmbeddedPostgres({ dataDir, logger, durable: false });
  return { adminUrl: postgres.url };
}

/** `bun test` runs no exit handlers; the pipe to a waiting shell closes however this process ends. */
function removeWhenWeEnd(dataDir: string): void {
  Bun.spawn(["sh", "-c", waitAndRemove, "sh", dataDir], {
    stdin: "pipe",
    stdout: "ignore",
    stderr: "ignore",
    detached: true,
  }).unref();
}

const waitAndRemove = `
  cat
  running="$1/postgres/postmaster.pid"
  kill -INT "$(head -n 1 "$running")"
  tries=0
  while [ -e "$running" ] && [ $tries -lt 100 ]; do sleep 0.05; tries=$((tries + 1)); done
  rm -rf "$1"
`;

const quiet = () => {};
const logger = { debug: quiet, info: quiet, warn: quiet, error: console.error };
