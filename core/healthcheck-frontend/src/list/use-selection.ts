import { useCallback, useState } from "react";

/** Which of the shown rows are selected, by id. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  toggle(id: string): void;
  /** All of the shown, or none when all of them are selected. */
  toggleAll(shown: readonly string[]): void;
  clear(): void;
}

export function useSelection(): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(NONE);
  const toggle = useCallback((id: string) => setIds((current) => current.symmetricDifference(new Set([id]))), []);
  const toggleAll = useCallback((shown: readonly string[]) => {
    const all = new Set(shown);
    setIds((current) => (all.isSubsetOf(current) ? current.difference(all) : current.union(all)));
  }, []);
  const clear = useCallback(() => setIds(NONE), []);
  return { ids, toggle, toggleAll, clear };
}

const NONE: ReadonlySet<string> = new Set();
