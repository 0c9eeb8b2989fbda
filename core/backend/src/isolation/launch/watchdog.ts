import { residentMemory } from "./memory.ts";

export interface WatchdogOptions {
  readonly pid: number;
  readonly maxMemoryBytes: number;
  /** Rejects or stays silent while the event loop of the process is blocked. */
  readonly ping: (signal: AbortSignal) => Promise<unknown>;
  /** Ends the process; `reason` goes on from "its process". */
  readonly kill: (reason: string) => void;
}

const TICK_MS = 100;
const PING_EVERY_TICKS = 10;
/** Silence is counted in ticks of our own: while we ourselves stand still, nobody is to blame. */
const SILENT_TICKS = 30;

/** Watches over a process: its memory, and that its event loop turns. */
export function startWatchdog({ pid, maxMemoryBytes, ping, kill }: WatchdogOptions): Disposable {
  const over = new AbortController();
  let tick = 0;
  let silent = 0;
  let isWaiting = false;

  function askWhetherAwake(): void {
    isWaiting = true;
    silent = 0;
    ping(over.signal).then(
      () => (isWaiting = false),
      // A process that has ended is noticed by its end.
      () => (isWaiting = false),
    );
  }

  const timer = setInterval(() => {
    tick++;
    const memory = residentMemory(pid) ?? 0;
    if (memory > maxMemoryBytes) {
      stop();
      return kill(`used ${megabytes(memory)} MB of memory, more than the ${megabytes(maxMemoryBytes)} MB it may have`);
    }
    if (isWaiting && ++silent > SILENT_TICKS) {
      stop();
      return kill(`did nothing for ${(SILENT_TICKS * TICK_MS) / 1000} s but run one piece of code`);
    }
    if (!isWaiting && tick % PING_EVERY_TICKS === 0) askWhetherAwake();
  }, TICK_MS);
  timer.unref();

  const stop = (): void => {
    clearInterval(timer);
    over.abort();
  };
  return { [Symbol.dispose]: stop };
}

const megabytes = (bytes: number): number => Math.round(bytes / 1024 / 1024);
