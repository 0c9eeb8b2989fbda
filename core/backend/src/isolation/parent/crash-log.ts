/** What to do after a crash. */
export type AfterCrash = { readonly restart: true; readonly afterMs: number } | { readonly restart: false };

/** Remembers when a plugin's process ended by itself. */
export interface CrashLog {
  /** Notes a crash, and says whether to try again. */
  note(now: number): AfterCrash;
  forget(): void;
}

/** A third crash within this time is one too many. */
const CRASH_WINDOW_MS = 10 * 60_000;
export const CRASHES_ALLOWED = 2;
const FIRST_WAIT_MS = 100;
const WAIT_GROWS = 10;

export function createCrashLog(): CrashLog {
  let crashes: readonly number[] = [];
  return {
    note(now) {
      crashes = [...crashes.filter((at) => now - at < CRASH_WINDOW_MS), now];
      if (crashes.length > CRASHES_ALLOWED) return { restart: false };
      return { restart: true, afterMs: FIRST_WAIT_MS * WAIT_GROWS ** (crashes.length - 1) };
    },
    forget() {
      crashes = [];
    },
  };
}
