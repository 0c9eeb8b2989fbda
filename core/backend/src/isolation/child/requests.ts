import type { Reports } from "./reports.ts";

/** Requests to the platform that the plugin's interface does not let anybody await, such as `onHook`. */
export interface Requests {
  add(request: Promise<unknown>): void;
  /** Waits for all that were made; rejects with what went wrong. Later ones report by themselves. */
  settled(): Promise<void>;
}

export function createRequests({ lateError }: Pick<Reports, "lateError">): Requests {
  const open = new Set<Promise<unknown>>();
  let isAwaited = true;
  return {
    add(request) {
      if (isAwaited) open.add(request);
      request.catch((error: unknown) => {
        if (!open.has(request)) lateError(error);
      });
    },
    async settled() {
      const made = [...open];
      open.clear();
      await Promise.all(made);
    },
  };
}
