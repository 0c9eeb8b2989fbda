import type { Logger } from "@checkstack/backend-api";

/** Tells, now and then, that more is due than can be done. */
export interface CrowdWarning {
  /** So many runs wait for their turn at `now`, in milliseconds that never go back. */
  see(waiting: number, now: number): void;
}

/** A crowd that is gone by then is a start or a moment; one that stays is too much work. */
const CROWD_MS = 10_000;
const TELL_EVERY_MS = 60_000;

export function createCrowdWarning({ logger }: { logger: Pick<Logger, "warn"> }): CrowdWarning {
  let since: number | undefined;
  let toldAt = Number.NEGATIVE_INFINITY;
  return {
    see(waiting, now) {
      since = waiting === 0 ? undefined : (since ?? now);
      if (since === undefined || now - since < CROWD_MS || now - toldAt < TELL_EVERY_MS) return;
      toldAt = now;
      logger.warn("more checks are due than this instance can run: runs are late, and slots are left out", { waiting });
    },
  };
}
