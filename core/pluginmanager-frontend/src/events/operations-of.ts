import type { InstallEvent } from "@checkstack/pluginmanager-common";

/** What was done with a package, as the events tell it. */
export interface PastOperation {
  /** Of its last event so far: in that it says what became of it. */
  readonly last: InstallEvent;
  /** All of its events, the first one first. */
  readonly steps: readonly InstallEvent[];
}

/**
 * Puts the events of each operation together, the newest operation first. Events come newest first and one operation on a
 * package ends before the next begins, so that each end tells which steps before it belong to it.
 */
export function operationsOf(events: readonly InstallEvent[]): PastOperation[] {
  const operations: { last: InstallEvent; steps: InstallEvent[] }[] = [];
  const open = new Map<string, InstallEvent[]>();
  for (const event of events) {
    const key = JSON.stringify([event.packageName, event.version, event.actor]);
    const steps = isEnd(event) ? undefined : open.get(key);
    if (steps) {
      steps.unshift(event);
      continue;
    }
    const begun = [event];
    open.set(key, begun);
    operations.push({ last: event, steps: begun });
  }
  return operations;
}

const isEnd = ({ step, outcome }: InstallEvent): boolean => step === "done" || outcome === "failed";
