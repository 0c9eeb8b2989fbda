import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "@checkstack/postgres-node";

/** A PostgreSQL for the tests of this process. */
export interface TestPostgres {
  /** For the superuser. Most tests want a database of their own: `createTestDatabase`. */
  readonly adminUrl: string;
  /** Where tests make their temporary folders: all of it goes with the server, also what a test that was killed left there. */
  readonly folder: string;
}

/** Set where several test processes share a server, as in `npm test`: to make a database takes seconds of a processor. */
export const SHARED_SERVER = "CHECKSTACK_TEST_POSTGRES";

let server: Promise<TestPostgres> | undefined;

/** The shared PostgreSQL where there is one; otherwise starts that of this test process on first use. */
export function testPostgres(): Promise<TestPostgres> {
  const shared = process.env[SHARED_SERVER];
  server ??= shared ? Promise.resolve({ adminUrl: shared, folder: tmpdir() }) : startTestPostgres();
  return server;
}

/** Starts a PostgreSQL that ends, and leaves nothing, when this process does, however it ends. */
export async function startTestPostgres(): Promise<TestPostgres> {
  // Short: sockets lie below it, whose paths may have a hundred characters.
  const folder = mkdtempSync(join(tmpdir(), "cs-test-"));
  // As open as the system's own folder for temporary files; some tests run as somebody else.
  chmodSync(folder, 0o1777);
  removeWhenWeEnd(folder);
  const postgres = await startEmbeddedPostgres({ dataDir: folder, logger, durable: false });
  return { adminUrl: postgres.url, folder };
}

/**
 * `bun test` runs no exit handlers; the pipe to a waiting shell closes however this process ends. A worker of `bun test
 * --parallel` goes on, but ends what a file has started: it sends a TERM.
 */
function removeWhenWeEnd(folder: string): void {
  Bun.spawn(["sh", "-c", waitAndRemove, "sh", folder], {
    stdin: "pipe",
    stdout: "ignore",
    stderr: "ignore",
    detached: true,
  }).unref();
}

/** A server that is just being made or stopped writes on for a moment. */
const waitAndRemove = `
  remove() {
    trap "" TERM
    tries=0
    while [ -e "$1" ] && [ $tries -lt 200 ]; do
      kill -INT "$(head -n 1 "$1/postgres/postmaster.pid")" || rm -rf "$1"
      sleep 0.05
      tries=$((tries + 1))
    done
    exit
  }
  trap 'remove "$1"' TERM
  read -r _
  remove "$1"
`;

const quiet = () => {};
const logger = { debug: quiet, info: quiet, warn: quiet, error: console.error };
