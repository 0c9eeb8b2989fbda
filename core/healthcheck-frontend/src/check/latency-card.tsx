import { Card, CardBody, CardHeader, ErrorState, formatDuration, LatencyChart, Select, Skeleton } from "@checkstack/ui";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useHealthcheck } from "../shared/clients.ts";
import { useFilters } from "../shared/use-filters.ts";
import { chartOf } from "./latency-series.ts";

const NAMES = ["window"] as const;
const WINDOWS = [
  { value: "1h", label: "Last hour" },
  { value: "24h", label: "Last 24 hours" },
  { value: "7d", label: "Last 7 days" },
  { value: "30d", label: "Last 30 days" },
  { value: "90d", label: "Last 90 days" },
] as const;
const REFRESH_MS = 30_000;
/** Until the first runs are counted. */
const FIRST_MS = 1_000;
const HEIGHT = 320;

/** How long the target takes to answer, over time. */
export function LatencyCard({ checkId, paused }: { checkId: string; paused: boolean }) {
  const { values, set } = useFilters(NAMES);
  const chosen = WINDOWS.find(({ value }) => value === values.window) ?? WINDOWS[0];
  const { data, error, refetch } = useQuery(
    useHealthcheck().checks.latency.queryOptions({
      input: { id: checkId, window: chosen.value },
      refetchInterval: ({ state }) => (!paused && state.data?.length === 0 ? FIRST_MS : REFRESH_MS),
      placeholderData: keepPreviousData,
    }),
  );
  const chart = useMemo(() => data && chartOf(data), [data]);
  return (
    <Card className="flex flex-col">
      <CardHeader
        title="Latency"
        actions={
          <Select
            label="Time"
            className="w-36"
            value={chosen.value}
            options={WINDOWS}
            onValueChange={(window) => set("window", window === WINDOWS[0].value ? "" : window)}
          />
        }
      />
      <CardBody className="flex flex-1 flex-col justify-center pt-3 pb-2">
        {error && !data && (
          <ErrorState error={error} title="The latencies could not be loaded" onRetry={() => void refetch()} />
        )}
        {!data && !error && <Skeleton className="h-80 w-full" />}
        {chart &&
          (chart.times.length > 1 ? (
            <LatencyChart label={`Latency, ${chosen.label.toLowerCase()}`} height={HEIGHT} {...chart} />
          ) : (
            <TooFew typicalMs={data?.[0]?.p50Ms ?? null} />
          ))}
      </CardBody>
    </Card>
  );
}

const TooFew = ({ typicalMs }: { typicalMs: number | null }) => (
  <div className="flex flex-col items-center gap-1 py-12 text-center text-sm text-text-muted">
    {typicalMs === null ? (
      <p>Nothing was measured in this time.</p>
    ) : (
      <>
        <p className="text-2xl font-semibold tracking-tight text-text tabular-nums">{formatDuration(typicalMs)}</p>
        <p>so far. A line appears with the second point.</p>
      </>
    )}
  </div>
);
