import type { SortDirection } from "@checkstack/ui";
import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { filterNames, type FilterName } from "../shared/paths.ts";
import type { SystemFilters } from "./filter-systems.ts";
import { readSort, writeSort, type Sort } from "./sort-systems.ts";

/** Filters and order of the list. They live in the address, so that they can be shared and the back button works. */
export interface ListState {
  readonly filters: SystemFilters;
  readonly filtered: boolean;
  readonly sort: Sort;
  /** An empty text takes the filter away. */
  setFilter(name: FilterName, value: string): void;
  clearFilters(): void;
  setSort(sort: { column: string; direction: SortDirection }): void;
}

export function useListState(): ListState {
  const [parameters, setParameters] = useSearchParams();
  const set = (values: Readonly<Record<string, string>>) =>
    setParameters((current) => withValues(current, values), { replace: true, preventScrollReset: true });
  const filters = useMemo(() => filtersOf(parameters), [parameters]);
  const sortText = parameters.get(SORT);
  return {
    filters,
    filtered: Object.values(filters).some((value) => value !== ""),
    sort: useMemo(() => readSort(sortText), [sortText]),
    setFilter: (name, value) => set({ [name]: value }),
    clearFilters: () => set(Object.fromEntries(filterNames.map((name) => [name, ""]))),
    setSort: (sort) => set({ [SORT]: writeSort(sort) }),
  };
}

const SORT = "sort";

function filtersOf(parameters: URLSearchParams): SystemFilters {
  const value = (name: FilterName) => parameters.get(name) ?? "";
  return {
    search: value("search"),
    tag: value("tag"),
    group: value("group"),
    environment: value("environment"),
    owner: value("owner"),
  };
}

function withValues(parameters: URLSearchParams, values: Readonly<Record<string, string>>): URLSearchParams {
  const next = new URLSearchParams(parameters);
  for (const [name, value] of Object.entries(values)) {
    if (value === "") next.delete(name);
    else next.set(name, value);
  }
  return next;
}
