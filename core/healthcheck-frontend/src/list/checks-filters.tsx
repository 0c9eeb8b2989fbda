import { Button, Input, Select } from "@checkstack/ui";
import { Search, X } from "lucide-react";
import { useStrategies } from "../check/use-check.ts";
import { statusOptions } from "../shared/status-options.ts";
import type { Filters } from "../shared/use-filters.ts";

export type CheckFilterName = "q" | "status" | "strategy";

export function ChecksFilters({ filters: { values, active, set, clear } }: { filters: Filters<CheckFilterName> }) {
  const strategies = useStrategies().data ?? [];
  return (
    <div role="search" aria-label="Checks" className="flex min-w-0 flex-1 flex-wrap items-center gap-2">
      <div className="min-w-48 flex-1 sm:max-w-64">
        <Input
          type="search"
          aria-label="Search checks"
          placeholder="Search checks"
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
      {strategies.length > 1 && (
        <Select
          label="Kind"
          className="w-36"
          value={values.strategy || "all"}
          options={[
            { value: "all", label: "Any kind" },
            ...strategies.map(({ id, displayName }) => ({ value: id, label: displayName })),
          ]}
          onValueChange={(strategy) => set("strategy", strategy === "all" ? "" : strategy)}
        />
      )}
      {active && (
        <Button look="ghost" onClick={clear}>
          <X aria-hidden /> Clear
        </Button>
      )}
    </div>
  );
}
