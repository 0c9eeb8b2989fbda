import type { Uptime } from "@checkstack/healthcheck-common";
import {
  Card,
  CardBody,
  CardHeader,
  ErrorState,
  formatDuration,
  formatPercent,
  IconButton,
  Skeleton,
  Tooltip,
} from "@checkstack/ui";
import { useQuery } from "@tanstack/react-query";
import { Info } from "lucide-react";
import { useHealthcheck } from "../shared/clients.ts";

const REFRESH_MS = 30_000;
/** Until the first runs are counted. */
const FIRST_MS = 1_000;

/** Uptime, and beside it how much of the time it speaks of. */
export function UptimeCard({ checkId, paused }: { checkId: string; paused: boolean }) {
  const { data, error, refetch } = useQuery(
    useHealthcheck().checks.uptime.queryOptions({
      input: { id: checkId },
      refetchInterval: ({ state }) => (!paused && state.data?.[0]?.uptime === null ? FIRST_MS : REFRESH_MS),
    }),
  );
  return (
    <Card>
      <CardHeader
        title="Uptime"
        actions={
          <IconButton size="sm" label={EXPLANATION}>
            <Info aria-hidden />
          </IconButton>
        }
      />
      <CardBody>
        {error && !data && (
          <ErrorState error={error} title="The uptime could not be loaded" onRetry={() => void refetch()} />
        )}
        {!data && !error && <Skeleton className="h-28 w-full" />}
        {data && (
          <dl className="grid grid-cols-2 gap-x-6 gap-y-4">
            {data.map((uptime) => (
              <UptimeOf key={uptime.window} {...uptime} />
            ))}
          </dl>
        )}
      </CardBody>
    </Card>
  );
}

const EXPLANATION =
  "Uptime is the share of conclusive runs that were not unhealthy. Coverage is the share of expected runs that gave a conclusive answer: what was not measured counts neither as up nor as down.";

const UptimeOf = ({ window, uptime, coverage, runs, p50Ms, p95Ms }: Uptime) => (
  <div>
    <dt className="text-xs text-text-muted">{WINDOWS[window]}</dt>
    <dd>
      <p className="text-lg font-semibold tracking-tight text-text tabular-nums">
        {uptime === null ? "Nothing known" : formatPercent(uptime)}
      </p>
      <Tooltip content={`${runs.toLocaleString("en")} runs. ${latencies({ p50Ms, p95Ms })}`}>
        {/* Reachable by keyboard, for what it explains. */}
        <button type="button" className="rounded-xs text-xs text-text-muted tabular-nums">
          coverage {formatPercent(coverage, 1)}
        </button>
      </Tooltip>
    </dd>
  </div>
);

const latencies = ({ p50Ms, p95Ms }: Pick<Uptime, "p50Ms" | "p95Ms">): string =>
  p50Ms === null || p95Ms === null
    ? "No latency was measured."
    : `Half were faster than ${formatDuration(p50Ms)}, 95 % faster than ${formatDuration(p95Ms)}.`;

const WINDOWS: Readonly<Record<Uptime["window"], string>> = {
  "24h": "24 hours",
  "7d": "7 days",
  "30d": "30 days",
  "90d": "90 days",
};
