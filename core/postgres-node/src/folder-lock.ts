import { Database } from "bun:sqlite";
import { join } from "node:path";

/**
 * Takes a data folder for this process; `undefined` while another one has it. SQLite is used for its file lock alone:
 * the operating system lets go of it when the process dies, however it dies, and a process id that was given to
 * somebody else cannot confuse it.
 */
export function tryLockFolder(dataDir: string): Disposable | undefined {
  const file = new Database(join(dataDir, "app.lock"), { create: true });
  try {
    file.run("PRAGMA journal_mode = MEMORY"); // no second file
    file.run("BEGIN EXCLUSIVE");
    return { [Symbol.dispose]: () => file.close() };
  } catch (error) {
    file.close();
    if (error instanceof Error && "code" in error && error.code === "SQLITE_BUSY") return undefined;
    throw error;
  }
}
