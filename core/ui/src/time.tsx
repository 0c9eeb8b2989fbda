import { useSyncExternalStore } from "react";
import { cn } from "./cn.ts";
import { formatDuration, formatExact, formatRelative } from "./format-time.ts";
import { Tooltip } from "./tooltip.tsx";

export interface RelativeTimeProps {
  at: Date | string | number;
  className?: string;
}

/** `3 minutes ago`, kept up to date, with the exact time and zone on hover. */
export function RelativeTime({ at, className }: RelativeTimeProps) {
  const date = new Date(at);
  // The clock ticks each second, but only a text that changes is drawn again.
  const text = useSyncExternalStore(clock.subscribe, () => formatRelative(date, new Date(clock.now())));
  return (
    <Tooltip content={formatExact(date)}>
      <time dateTime={date.toISOString()} className={cn("whitespace-nowrap", className)}>
        {text}
      </time>
    </Tooltip>
  );
}

/** A span of time in at most two units. */
export const Duration = ({ ms, className }: { ms: number; className?: string }) => (
  <time dateTime={`PT${ms / 1000}S`} className={cn("whitespace-nowrap", className)}>
    {formatDuration(ms)}
  </time>
);

/** The present, to the second. */
export const useNow = (): number => useSyncExternalStore(clock.subscribe, clock.now);

/** One timer for all, which rests while nobody looks. */
const clock = createClock();

function createClock() {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let now = Date.now();
  return {
    now: () => now,
    subscribe(listener: () => void) {
      listeners.add(listener);
      if (timer === undefined) {
        now = Date.now();
        timer = setInterval(() => {
          now = Date.now();
          for (const each of listeners) each();
        }, 1_000);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
}
