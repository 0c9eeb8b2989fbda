import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";

/** Collects what comes in quick succession and hands it over at once, at most every `everyMs`. */
export function useBatched<Item>(handOver: (items: readonly Item[]) => void, everyMs: number): (item: Item) => void {
  const collected = useRef<Item[]>([]);
  const [waiting, setWaiting] = useState(false);
  const deliver = useEffectEvent(handOver);
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => {
      const items = collected.current;
      collected.current = [];
      setWaiting(false);
      deliver(items);
    }, everyMs);
    return () => clearTimeout(timer);
  }, [waiting, everyMs]);
  return useCallback((item) => {
    collected.current.push(item);
    setWaiting(true);
  }, []);
}
