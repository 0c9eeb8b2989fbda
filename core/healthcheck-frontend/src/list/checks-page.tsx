import { usePageMeta } from "@checkstack/frontend-api";
import {
  Button,
  Card,
  EmptyState,
  ErrorState,
  ExportMenu,
  Input,
  PageHeader,
  Select,
  SkeletonRows,
  type ExportColumn,
} from "@checkstack/ui";
import { Activity, Plus, Search, SearchX, X } from "lucide-react";
import { useDeferredValue, useMemo } from "react";
import { Link } from "react-router";
import { useStrategies } from "../check/use-check.ts";
import { targetText } from "../check/target-text.ts";
import { useMayManageChecks } from "../shared/clients.ts";
import { plural } from "../shared/interval.ts";
import { newCheckPath } from "../shared/paths.ts";
import { readSort, writeSort } from "../shared/sorting.ts";
import { statusOptions } from "../shared/status-options.ts";
import { useFilters, type Filters } from "../shared/use-filters.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { ChecksTable } from "./checks-table.tsx";
import { filterChecks, sortChecks, type CheckRow } from "./filter-checks.ts";
import { useCheckRows } from "./use-check-rows.ts";
import { useSelection } from "./use-selection.ts";

type FilterName = "q" | "status" | "strategy";
const FILTERS: readonly FilterName[] = ["q", "status", "strategy"];
const SORT = ["sort"] as const;

/** All checks. */
export default function ChecksPage() {
  usePageMeta({ title: "Checks" });
  const { rows, error, retry } = useCheckRows();
  const mayManage = useMayManageChecks();
  return (
    <>
      <PageHeader
        title="Checks"
        description={rows && rows.length > 0 && plural(rows.length, "check")}
        actions={mayManage && <NewCheck />}
      />
      {rows && rows.length > 0 && <Checks rows={rows} mayManage={mayManage} />}
      {rows?.length === 0 && <NoChecks mayManage={mayManage} />}
      {!rows && !error && (
        <Card>
          <SkeletonRows rows={10} />
        </Card>
      )}
      {error !== undefined && <ErrorState error={error} title="The checks could not be loaded" onRetry={retry} />}
    </>
  );
}

function Checks({ rows, mayManage }: { rows: readonly CheckRow[]; mayManage: boolean }) {
  const filters = useFilters(FILTERS);
  const sorting = useFilters(SORT);
  const selection = useSelection();
  const { q, status, strategy } = useDeferredValue(filters.values);
  const { sort } = sorting.values;
  const shown = useMemo(
    () => sortChecks(filterChecks(rows, { search: q, status, strategy }), readSort(sort)),
    [rows, q, status, strategy, sort],
  );
  const currentSort = readSort(sort);
  const selected = rows.flatMap(({ check }) => (selection.ids.has(check.id) ? [check] : []));
  return (
    <>
      <Card aria-label="All checks">
        <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2.5">
          <ChecksFilters filters={filters} />
          <div className="ml-auto">
            <ExportMenu rows={shown} columns={EXPORT} fileName="checks" />
          </div>
          <p role="status" className="sr-only">
            {plural(shown.length, "check")} shown
          </p>
        </div>
        {shown.length === 0 ? (
          <EmptyState
            icon={SearchX}
            title="No check matches"
            action={<Button onClick={filters.clear}>Clear the filters</Button>}
          />
        ) : (
          <ChecksTable
            rows={shown}
            selection={mayManage ? selection : undefined}
            {...(currentSort && { sort: currentSort })}
            onSortChange={(next) => sorting.set("sort", writeSort(next))}
          />
        )}
      </Card>
      <BulkBar selected={selected} onClear={selection.clear} />
    </>
  );
}

function ChecksFilters({ filters: { values, active, set, clear } }: { filters: Filters<FilterName> }) {
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

const NewCheck = () => (
  <Button asChild look="primary">
    <Link to={newCheckPath()}>
      <Plus aria-hidden /> New check
    </Link>
  </Button>
);

const NoChecks = ({ mayManage }: { mayManage: boolean }) => (
  <Card>
    <EmptyState
      icon={Activity}
      title="No check yet"
      description="A check asks a system again and again whether it works, and remembers what it answered."
      action={mayManage && <NewCheck />}
    />
  </Card>
);

const EXPORT: readonly ExportColumn<CheckRow>[] = [
  { header: "name", value: ({ check }) => check.name },
  { header: "system", value: ({ systemName }) => systemName },
  { header: "strategy", value: ({ check }) => check.strategy },
  { header: "target", value: ({ check }) => targetText(check) },
  { header: "intervalSeconds", value: ({ check }) => check.intervalSeconds },
  { header: "status", value: ({ check }) => check.status },
  { header: "since", value: ({ check }) => check.statusSince },
  { header: "message", value: ({ check }) => check.message },
  { header: "lastRunAt", value: ({ check }) => check.lastRunAt },
  { header: "lastLatencyMs", value: ({ check }) => check.lastLatencyMs },
];
