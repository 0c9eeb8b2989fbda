import { Button, Combobox, Input, Select } from "@checkstack/ui";
import { Search, X } from "lucide-react";
import type { Filters } from "../shared/use-filters.ts";
import { statusOptions } from "../shared/status-options.ts";

export type OverviewFilterName = "q" | "status" | "tag";

export interface OverviewFiltersProps {
  filters: Filters<OverviewFilterName>;
  tags: readonly string[];
}

export const OverviewFilters = ({ filters: { values, active, set, clear }, tags }: OverviewFiltersProps) => (
  <div role="search" aria-label="Systems" className="flex flex-wrap items-center gap-2">
    <div className="min-w-48 flex-1 sm:max-w-64">
      <Input
        type="search"
        aria-label="Search systems"
        placeholder="Search systems"
        value={values.q}
        before={<Search aria-hidden />}
        onChange={(event) => set("q", event.target.value)}
      />
    </div>
    <Select
      label="Status"
      className="w-40"
      value={values.status || "all"}
      options={statusOptions}
      onValueChange={(status) => set("status", status === "all" ? "" : status)}
    />
    {tags.length > 0 && (
      <Combobox
        label="Tag"
        className="w-36"
        value={values.tag || "all tags"}
        options={[{ value: "all tags", label: "Any tag" }, ...tags.map((tag) => ({ value: tag, label: tag }))]}
        onValueChange={(tag) => set("tag", tag === "all tags" ? "" : tag)}
      />
    )}
    {active && (
      <Button look="ghost" onClick={clear}>
        <X aria-hidden /> Clear
      </Button>
    )}
  </div>
);
