import { Database } from "bun:sqlite";
import { join } from "node:path";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";

/** Long enough for an app that is just ending; short enough for a person who started a second one by mistake. */
const patienceMs = 2_000;
const tryEveryMs = 50;

/**
 * Holds a data folder for this process. SQLite is used for its file lock alone: the operating system lets go of it
 * when the process dies, however it dies, and a process id that was given to somebody else cannot confuse it.
 */
export async function lockFolder(dataDir: string): Promise<Disposable> {
  const path = join(dataDir, "app.lock");
  for (let waitedMs = 0; ; waitedMs += tryEveryMs) {
    const attempt = tryLock(path);
    if (attempt.state === "held") return attempt.lock;
    if (waitedMs >= patienceMs) {
      throw new EmbeddedPostgresError(
        "IN_USE",
        `Another Checkstack already runs on the data folder "${dataDir}"; stop it, or set CHECKSTACK_DATA_DIR to another folder.`,
        { cause: attempt.error },
      );
    }
    await Bun.sleep(tryEveryMs);
  }
}

function tryLock(path: string): { state: "held"; lock: Disposable } | { state: "busy"; error: unknown } {
  const file = new Database(path, { create: true });
  try {
    file.run("PRAGMA journal_mode = MEMORY"); // no second file
    file.run("BEGIN EXCLUSIVE");
    return { state: "held", lock: { [Symbol.dispose]: () => file.close() } };
  } catch (error) {
    file.close();
    return { state: "busy", error };
  }
}
