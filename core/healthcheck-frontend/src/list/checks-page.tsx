import { plural, usePageMeta } from "@checkstack/frontend-api";
import { Button, Card, EmptyState, ErrorState, ExportMenu, PageHeader, SkeletonRows } from "@checkstack/ui";
import { Activity, Plus, SearchX } from "lucide-react";
import { useDeferredValue, useMemo } from "react";
import { Link } from "react-router";
import { useMayManageChecks } from "../shared/clients.ts";
import { newCheckPath } from "../shared/paths.ts";
import { readSort, writeSort } from "../shared/sorting.ts";
import { useFilters } from "../shared/use-filters.ts";
import { BulkBar } from "./bulk-bar.tsx";
import { checkExport } from "./check-export.ts";
import { ChecksFilters, type CheckFilterName } from "./checks-filters.tsx";
import { ChecksTable } from "./checks-table.tsx";
import { filterChecks, sortChecks, type CheckRow } from "./filter-checks.ts";
import { useCheckRows } from "./use-check-rows.ts";
import { useSelection } from "./use-selection.ts";

const FILTERS: readonly CheckFilterName[] = ["q", "status", "strategy"];
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
            <ExportMenu rows={shown} columns={checkExport} fileName="checks" />
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
