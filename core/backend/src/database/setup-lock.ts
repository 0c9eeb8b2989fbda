import type { Connection } from "./connection.ts";

/** Runs what changes schemas one after another, in this process and in every other on the same database. */
export type WithSetupLock = <T>(work: (connection: Connection) => Promise<T>) => Promise<T>;

/** Another instance may be in the middle of a long migration. */
const LOCK_WAIT_MS = 15 * 60_000;

export function createSetupLock(options: { open: () => Promise<Connection> }): WithSetupLock {
  let tail: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let held: Connection | undefined;

  async function lock(): Promise<Connection> {
    // The lock belongs to this connection: it ends with it, whatever becomes of this process.
    const connection = await options.open();
    try {
      await connection.query(
        { text: "select pg_advisory_lock(hashtextextended('checkstack setup', 0))" },
        LOCK_WAIT_MS,
      );
      return connection;
    } catch (error) {
      connection.destroy();
      throw error;
    }
  }

  /** One connection serves all who are in line; the last one closes it. */
  function unlock(): void {
    waiting--;
    if (held && (waiting === 0 || !held.isReusable())) {
      held.close();
      held = undefined;
    }
  }

  return (work) => {
    waiting++;
    const result = tail.then(async () => work((held ??= await lock()))).finally(unlock);
    tail = result.catch(() => undefined);
    return result;
  };
}
