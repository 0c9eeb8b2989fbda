import { readFileSync, writeFileSync } from "node:fs";
import type { Logger } from "@checkstack/backend-api";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";
import { readPostmasterFile } from "./postmaster-file.ts";

const patienceMs = 10_000;
const tryEveryMs = 20;

/**
 * Ends the server that an app which was killed has left in `folder`. The caller holds the lock of the data folder,
 * so whatever still runs there belongs to nobody.
 */
export async function endOrphan(folder: string, logger: Logger): Promise<void> {
  const left = readPostmasterFile(folder);
  if (!left) return;
  const { pid } = left;
  const command = commandOf(pid);
  if (command === undefined) return;
  if (!command.includes(folder)) {
    // The id went to another program, after a reboot or in a new container. PostgreSQL would stop at it, but takes
    // its parent's id for a left-over, and then still looks for processes that use the old server's memory.
    writeFileSync(left.path, [process.pid, ...left.lines.slice(1)].join("\n"));
    return;
  }
  logger.info("A PostgreSQL of an earlier run is still there; ending it", { pid });
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    signalTo(pid, signal);
    for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += tryEveryMs) {
      if (!commandOf(pid)?.includes(folder)) return;
      await Bun.sleep(tryEveryMs);
    }
  }
  throw new EmbeddedPostgresError(
    "IN_USE",
    `A PostgreSQL of an earlier run (process ${pid}) holds "${folder}" and does not end; end it by hand and start again.`,
  );
}

/** The command line of a running process; undefined when there is none or it is somebody else's secret. */
function commandOf(pid: number): string | undefined {
  if (process.platform === "linux") {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8");
    } catch {
      return undefined;
    }
  }
  if (Bun.which("ps") === null) return undefined;
  const command = Bun.spawnSync(["ps", "-o", "command=", "-p", String(pid)]).stdout.toString();
  return command === "" ? undefined : command;
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has just ended by itself.
  }
}
