import { useCallback, useMemo, useSyncExternalStore } from "react";
import { useLocation, useNavigate } from "react-router";

/** Filters that live in the address, so that they can be shared and the back button works. */
export interface Filters<Name extends string> {
  readonly values: Readonly<Record<Name, string>>;
  /** Whether any of them is set. */
  readonly active: boolean;
  /** An empty text takes the filter away. Nothing new to go back to: it is the same page. */
  set(name: Name, value: string): void;
  clear(): void;
}

/** `names` must stay the same array. */
export function useFilters<Name extends string>(names: readonly Name[]): Filters<Name> {
  const search = useSearch();
  const navigate = useNavigate();
  const values = useMemo(() => valuesOf(names, new URLSearchParams(search)), [names, search]);
  const change = useCallback(
    (changes: readonly (readonly [string, string])[]) => {
      void navigate(
        { search: searchWith(window.location.search, changes) },
        { replace: true, preventScrollReset: true },
      );
      for (const listener of listeners) listener();
    },
    [navigate],
  );
  return {
    values,
    active: names.some((name) => values[name] !== ""),
    set: useCallback((name, value) => change([[name, value]]), [change]),
    clear: useCallback(() => change(names.map((name) => [name, ""] as const)), [change, names]),
  };
}

/**
 * The address's search as it is now. The router draws a change of address when there is time for it; a text box that
 * waits for that loses letters.
 */
function useSearch(): string {
  const drawn = useLocation();
  const current = useSyncExternalStore(subscribe, () => window.location.search);
  // The next page may be on its way already: its search is not for this one.
  return window.location.pathname === drawn.pathname ? current : drawn.search;
}

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function valuesOf<Name extends string>(names: readonly Name[], parameters: URLSearchParams): Record<Name, string> {
  return Object.assign({}, ...names.map((name) => ({ [name]: parameters.get(name) ?? "" })));
}

function searchWith(search: string, changes: readonly (readonly [string, string])[]): string {
  const parameters = new URLSearchParams(search);
  for (const [name, value] of changes) {
    if (value === "") parameters.delete(name);
    else parameters.set(name, value);
  }
  return parameters.toString();
}
