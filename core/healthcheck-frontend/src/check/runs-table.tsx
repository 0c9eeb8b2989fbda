import { runStatusSchema, type Check, type Run } from "@checkstack/healthcheck-common";
import {
  Button,
  Card,
  CardHeader,
  EmptyState,
  ErrorState,
  ExportMenu,
  formatDuration,
  RelativeTime,
  Select,
  SkeletonRows,
  StatusBadge,
  statusLooks,
  VirtualTable,
  type ExportColumn,
  type VirtualColumn,
} from "@checkstack/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Link } from "react-router";
import { sourceName } from "../run/source-name.ts";
import { useHealthcheck } from "../shared/clients.ts";
import { useFilters } from "../shared/use-filters.ts";
import { pagedRuns } from "./run-queries.ts";

const NAMES = ["runs"] as const;

/** The first run of a new check may have come before anybody listened. */
const FIRST_MS = 1_000;

export interface RunsTableProps {
  check: Pick<Check, "id" | "paused">;
  runHref(runId: string): string;
}

/** Every run that is still kept. */
export function RunsTable({ check: { id: checkId, paused }, runHref }: RunsTableProps) {
  const { values, set } = useFilters(NAMES);
  const status = runStatusSchema.safeParse(values.runs).data;
  const runs = useInfiniteQuery({
    ...pagedRuns(useHealthcheck(), checkId, status),
    refetchInterval: ({ state }) =>
      !paused && status === undefined && state.data?.pages[0]?.items.length === 0 ? FIRST_MS : false,
  });
  const items = useMemo(() => runs.data?.pages.flatMap((page) => page.items), [runs.data]);
  const columns = useMemo(() => columnsFor(runHref), [runHref]);
  return (
    <Card>
      <CardHeader
        title="Runs"
        actions={
          <>
            <Select
              label="Status of the runs"
              className="w-36"
              value={status ?? "all"}
              options={STATUSES}
              onValueChange={(chosen) => set("runs", chosen === "all" ? "" : chosen)}
            />
            <ExportMenu rows={items ?? []} columns={EXPORT} fileName="runs" />
          </>
        }
      />
      {runs.error && !items && (
        <ErrorState
          error={runs.error}
          title="The runs could not be loaded"
          onRetry={() => void runs.refetch()}
          className="m-4"
        />
      )}
      {runs.isPending && <SkeletonRows rows={6} />}
      {items?.length === 0 && (
        <EmptyState
          title={status ? `No ${statusLooks[status].word.toLowerCase()} run` : "No run yet"}
          description={
            status ? "None of the runs that are kept ended like this." : "The first one comes within a moment."
          }
        />
      )}
      {items && items.length > 0 && (
        <VirtualTable items={items} columns={columns} getKey={({ id }) => id} label="Runs" rowHeight={40} />
      )}
      {runs.hasNextPage && (
        <div className="p-2 text-center">
          <Button size="sm" look="ghost" pending={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>
            Show older runs
          </Button>
        </div>
      )}
    </Card>
  );
}

const STATUSES = [
  { value: "all", label: "Any status" },
  ...runStatusSchema.options.map((status) => ({ value: status, label: statusLooks[status].word })),
];

const columnsFor = (runHref: (runId: string) => string): VirtualColumn<Run>[] => [
  {
    id: "status",
    header: "Status",
    width: "7.5rem",
    cell: ({ status }) => <StatusBadge status={status} />,
  },
  {
    id: "at",
    header: "When",
    width: "minmax(5rem, 1fr)",
    cell: ({ id, startedAt }) => (
      <Link to={runHref(id)} preventScrollReset className="text-text hover:underline">
        <RelativeTime at={startedAt} />
      </Link>
    ),
  },
  {
    id: "latency",
    header: "Latency",
    width: "4.5rem",
    className: "text-right tabular-nums",
    cell: ({ latencyMs }) => (latencyMs === null ? "" : formatDuration(latencyMs)),
  },
  {
    id: "message",
    header: "Reason",
    width: "minmax(0, 3fr)",
    hideOnPhone: true,
    cell: ({ message }) => <span title={message}>{message}</span>,
  },
  {
    id: "source",
    header: "Source",
    width: "8.5rem",
    hideOnPhone: true,
    className: "text-text-muted",
    cell: ({ source }) => sourceName(source),
  },
];

const EXPORT: readonly ExportColumn<Run>[] = [
  { header: "startedAt", value: ({ startedAt }) => startedAt },
  { header: "scheduledAt", value: ({ scheduledAt }) => scheduledAt },
  { header: "status", value: ({ status }) => status },
  { header: "latencyMs", value: ({ latencyMs }) => latencyMs },
  { header: "code", value: ({ code }) => code },
  { header: "message", value: ({ message }) => message },
  { header: "source", value: ({ source }) => source },
];
