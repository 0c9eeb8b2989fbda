import type { System } from "@checkstack/catalog-common";
import { plural, usePageMeta } from "@checkstack/frontend-api";
import { Button, Card, EmptyState, ErrorState, ExportMenu, PageHeader, SkeletonRows } from "@checkstack/ui";
import { useQuery } from "@tanstack/react-query";
import { Plus, SearchX, Server } from "lucide-react";
import { lazy, Suspense, useDeferredValue, useMemo } from "react";
import { Link } from "react-router";
import { useCatalog, useMayManage } from "../shared/clients.ts";
import { allSystems } from "../shared/lists.ts";
import { newSystemPath } from "../shared/paths.ts";
import { usePlaces, type Places } from "../shared/use-places.ts";
import { exportColumns } from "./export-columns.ts";
import { FilterBar } from "./filter-bar.tsx";
import { filterSystems } from "./filter-systems.ts";
import { sortSystems } from "./sort-systems.ts";
import { SystemsTable } from "./systems-table.tsx";
import { useListState } from "./use-list-state.ts";
import { useSelection } from "./use-selection.ts";

// Its dialogs come with the first row that somebody marks.
const SelectionBar = lazy(async () => ({ default: (await import("./selection-bar.tsx")).SelectionBar }));

/** Everything that is watched. */
export default function SystemsPage() {
  usePageMeta({ title: "Systems" });
  const { data, error, refetch } = useQuery(allSystems(useCatalog()));
  const mayManage = useMayManage();
  // Asked for beside the systems, not after them.
  const places = usePlaces();
  return (
    <>
      <PageHeader
        title="Systems"
        description="What is watched: services, sites, databases."
        actions={
          mayManage && (
            <Button asChild look="primary">
              <Link to={newSystemPath}>
                <Plus aria-hidden /> Add a system
              </Link>
            </Button>
          )
        }
      />
      {data ? (
        data.length === 0 ? (
          <NoSystems mayManage={mayManage} />
        ) : (
          <SystemList systems={data} places={places} mayManage={mayManage} />
        )
      ) : error ? (
        <ErrorState title="The systems could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <Card>
          <SkeletonRows rows={8} />
        </Card>
      )}
    </>
  );
}

interface SystemListProps {
  systems: readonly System[];
  places: Places;
  mayManage: boolean;
}

function SystemList({ systems, places, mayManage }: SystemListProps) {
  const state = useListState();
  // Typing stays quick however many systems there are.
  const filters = useDeferredValue(state.filters);
  const shown = useMemo(
    () => sortSystems(filterSystems(systems, { filters, tree: places.tree }), { sort: state.sort, places }),
    [systems, filters, places, state.sort],
  );
  const selection = useSelection(shown);
  return (
    <>
      <FilterBar systems={systems} state={state} />
      <Card>
        <div className="flex items-center justify-between gap-4 border-b border-line py-1.5 pr-2 pl-4">
          <p role="status" className="text-xs text-text-muted">
            {state.filtered ? `${shown.length.toLocaleString("en")} of ` : ""}
            {plural(systems.length, "system")}
          </p>
          <ExportMenu rows={shown} columns={exportColumns(places)} fileName="systems" />
        </div>
        {shown.length === 0 ? (
          <EmptyState
            icon={SearchX}
            title="No system matches"
            description="Take away a filter, or search for other words."
            action={<Button onClick={state.clearFilters}>Clear filters</Button>}
          />
        ) : (
          <SystemsTable systems={shown} state={state} {...(mayManage && { selection })} />
        )}
      </Card>
      {selection.count > 0 && (
        <Suspense>
          <SelectionBar systems={systems} selection={selection} />
        </Suspense>
      )}
    </>
  );
}

const NoSystems = ({ mayManage }: { mayManage: boolean }) => (
  <Card>
    <EmptyState
      icon={Server}
      title="No systems yet"
      description={
        mayManage
          ? "A system is whatever your users or your team rely on. Add the first one, then say how it is checked."
          : "Somebody who may change the catalog must add the first one."
      }
      action={
        mayManage && (
          <Button asChild look="primary">
            <Link to={newSystemPath}>
              <Plus aria-hidden /> Add a system
            </Link>
          </Button>
        )
      }
    />
  </Card>
);
