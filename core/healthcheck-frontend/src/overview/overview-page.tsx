import { overviewSlot, plural, SlotOutlet, usePageMeta } from "@checkstack/frontend-api";
import { Button, Card, EmptyState, ErrorState, PageHeader, SkeletonRows } from "@checkstack/ui";
import { Plus, SearchX } from "lucide-react";
import { useDeferredValue, useMemo } from "react";
import { Link } from "react-router";
import { useMayManageChecks, useMayManageSystems } from "../shared/clients.ts";
import { newCheckPath } from "../shared/paths.ts";
import { readSort, writeSort } from "../shared/sorting.ts";
import { useFilters } from "../shared/use-filters.ts";
import { AttentionList } from "./attention-list.tsx";
import { FirstCheck } from "./first-check.tsx";
import { OverviewFilters, type OverviewFilterName } from "./overview-filters.tsx";
import { attentionRows, describeCounts, filterRows, sortRows, tagsOf, type OverviewRow } from "./overview-rows.ts";
import { SystemsTable } from "./systems-table.tsx";
import { useOverview } from "./use-overview.ts";

const FILTERS: readonly OverviewFilterName[] = ["q", "status", "tag"];
const SORT = ["sort"] as const;

/** How everything is: what needs attention first, then all systems. */
export function OverviewPage() {
  usePageMeta({ title: "Overview" });
  const { rows, error, retry } = useOverview();
  const mayManage = useMayManageChecks();
  const maySetUp = useMayManageSystems() && mayManage;
  if (rows?.length === 0) return <NothingYet maySetUp={maySetUp} />;
  return (
    <>
      <PageHeader
        title="Overview"
        description={rows ? describeCounts(rows) : !error && "Looking at all systems…"}
        actions={
          mayManage && (
            <Button asChild look="primary">
              <Link to={newCheckPath()}>
                <Plus aria-hidden /> New check
              </Link>
            </Button>
          )
        }
      />
      <div className="flex flex-col gap-5">
        {rows && <Systems rows={rows} mayManage={mayManage} />}
        {!rows &&
          (error ? <ErrorState error={error} title="The overview could not be loaded" onRetry={retry} /> : <Loading />)}
        <SlotOutlet slot={overviewSlot} props={{}} loading={<SkeletonRows />} />
      </div>
    </>
  );
}

function Systems({ rows, mayManage }: { rows: readonly OverviewRow[]; mayManage: boolean }) {
  const filters = useFilters(FILTERS);
  // Typing stays quick however many rows there are.
  const { q, status, tag } = useDeferredValue(filters.values);
  const sorting = useFilters(SORT);
  const sort = sorting.values.sort;
  const attention = useMemo(() => attentionRows(rows), [rows]);
  const tags = useMemo(() => tagsOf(rows), [rows]);
  const shown = useMemo(
    () => sortRows(filterRows(rows, { search: q, status, tag }), readSort(sort)),
    [rows, q, status, tag, sort],
  );
  const currentSort = readSort(sort);
  return (
    <>
      <AttentionList rows={attention} onShowAll={() => filters.set("status", "attention")} />
      <Card aria-label="All systems">
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line px-4 py-2.5">
          <h2 className="text-sm font-semibold text-text">All systems</h2>
          <OverviewFilters filters={filters} tags={tags} />
          <p role="status" className="sr-only">
            {plural(shown.length, "system")} shown
          </p>
        </div>
        {shown.length === 0 ? (
          <EmptyState
            icon={SearchX}
            title="No system matches"
            description="Nothing has this name, status and tag together."
            action={<Button onClick={filters.clear}>Clear the filters</Button>}
          />
        ) : (
          <SystemsTable
            rows={shown}
            mayManage={mayManage}
            onTag={(chosen) => filters.set("tag", chosen)}
            {...(currentSort && { sort: currentSort })}
            onSortChange={(next) => sorting.set("sort", writeSort(next))}
          />
        )}
      </Card>
    </>
  );
}

const Loading = () => (
  <Card>
    <SkeletonRows rows={10} />
  </Card>
);

const NothingYet = ({ maySetUp }: { maySetUp: boolean }) => (
  <>
    <h1 className="sr-only">Overview</h1>
    {maySetUp ? (
      <FirstCheck
        others={
          <>
            More to say about it?{" "}
            <Link to={newCheckPath()} className="text-accent-text underline underline-offset-2">
              Set up a check in full
            </Link>
            .
          </>
        }
      />
    ) : (
      <EmptyState
        title="Nothing is watched yet"
        description="Ask somebody who may manage systems and checks to add the first one."
      />
    )}
    <SlotOutlet slot={overviewSlot} props={{}} />
  </>
);
