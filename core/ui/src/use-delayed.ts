import { useCallback, useEffect, useMemo, useRef } from "react";

/** Does one thing after a while; a later one takes its place, and nothing happens once the component has gone. */
export function useDelayed(): { later(ms: number, run: () => void): void; cancel(): void } {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const cancel = useCallback(() => clearTimeout(timer.current), []);
  useEffect(() => cancel, [cancel]);
  return useMemo(
    () => ({
      later(ms, run) {
        cancel();
        timer.current = setTimeout(run, ms);
      },
      cancel,
    }),
    [cancel],
  );
}
