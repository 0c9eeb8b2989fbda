import { useMemo, useState } from "react";

/** Rows that somebody has marked. Only what is shown counts: a filter never hides something that is about to change. */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  readonly count: number;
  /** Whether all that is shown is marked, some of it, or none. */
  readonly all: boolean | "indeterminate";
  toggle(id: string): void;
  toggleAll(): void;
  clear(): void;
}

export function useSelection(shown: readonly { readonly id: string }[]): Selection {
  const [marked, setMarked] = useState<ReadonlySet<string>>(NONE);
  const ids = useMemo(
    () => (marked.size === 0 ? NONE : new Set(shown.flatMap(({ id }) => (marked.has(id) ? [id] : [])))),
    [marked, shown],
  );
  const complete = ids.size > 0 && ids.size === shown.length;
  return {
    ids,
    count: ids.size,
    all: complete ? true : ids.size > 0 ? "indeterminate" : false,
    toggle: (id) => setMarked(ids.has(id) ? without(ids, id) : new Set([...ids, id])),
    toggleAll: () => setMarked(complete ? NONE : new Set(shown.map(({ id }) => id))),
    clear: () => setMarked(NONE),
  };
}

const NONE: ReadonlySet<string> = new Set();

const without = (ids: ReadonlySet<string>, id: string): ReadonlySet<string> => {
  const rest = new Set(ids);
  rest.delete(id);
  return rest;
};
