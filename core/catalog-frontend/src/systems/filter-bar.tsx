import type { System } from "@checkstack/catalog-common";
import { Button, Combobox, SearchInput, type ComboboxOption } from "@checkstack/ui";
import { X } from "lucide-react";
import { useMemo } from "react";
import { environmentOptions, groupOptions, NO_PLACE } from "../shared/place-options.ts";
import { usePlaces } from "../shared/use-places.ts";
import { countOwners, countTags, type Counted } from "./filter-options.ts";
import type { ListState } from "./use-list-state.ts";

export function FilterBar({ systems, state }: { systems: readonly System[]; state: ListState }) {
  const { filters, filtered, setFilter, clearFilters } = state;
  const { tree, environments } = usePlaces();
  const tags = useMemo(() => countTags(systems).map(withCount), [systems]);
  const owners = useMemo(
    () => [{ value: NO_PLACE, label: "No owner" }, ...countOwners(systems).map(withCount)],
    [systems],
  );
  return (
    <div role="search" aria-label="Systems" className="mb-3 grid grid-cols-2 gap-2 sm:flex sm:flex-wrap">
      <div className="col-span-2 sm:w-56">
        <SearchInput
          label="Search systems"
          placeholder="Search systems"
          value={filters.search}
          onChange={(search) => setFilter("search", search)}
        />
      </div>
      <Filter label="Tag" any="Any tag" value={filters.tag} options={tags} onChange={(tag) => setFilter("tag", tag)} />
      <Filter
        label="Group"
        any="Any group"
        value={filters.group}
        options={groupOptions(tree, { none: "No group" })}
        onChange={(group) => setFilter("group", group)}
      />
      <Filter
        label="Environment"
        any="Any environment"
        value={filters.environment}
        options={environmentOptions(environments, { none: "No environment" })}
        onChange={(environment) => setFilter("environment", environment)}
      />
      <Filter
        label="Owner"
        any="Any owner"
        value={filters.owner}
        options={owners}
        onChange={(owner) => setFilter("owner", owner)}
      />
      {filtered && (
        <Button look="ghost" onClick={clearFilters} className="max-sm:col-span-2">
          <X aria-hidden /> Clear filters
        </Button>
      )}
    </div>
  );
}

interface FilterProps {
  label: string;
  /** What the first choice is called. */
  any: string;
  value: string;
  options: readonly ComboboxOption[];
  onChange(value: string): void;
}

/** A list cannot hold an empty value: each gets a sign before it, and the empty one is only the sign. */
const Filter = ({ label, any, value, options, onChange }: FilterProps) => (
  <Combobox
    label={`${label}: ${options.find((option) => option.value === value)?.label ?? (value || any)}`}
    value={`=${value}`}
    onValueChange={(chosen) => onChange(chosen.slice(1))}
    options={[
      { value: "=", label: any },
      ...options.map((option) => ({ ...option, value: `=${option.value}` })),
      // A shared address may name what no system has: the filter still says what it filters by.
      ...(value !== "" && options.every((option) => option.value !== value)
        ? [{ value: `=${value}`, label: `${value} (none)` }]
        : []),
    ]}
    className="min-w-0 sm:w-auto sm:max-w-52 sm:min-w-28"
  />
);

const withCount = ({ value, count }: Counted): ComboboxOption => ({ value, label: `${value} (${count})` });
