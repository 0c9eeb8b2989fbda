import type { Run } from "@checkstack/healthcheck-common";
import { Card, CardBody, CardHeader, formatDuration, HeartbeatBars, RelativeTime, Skeleton } from "@checkstack/ui";
import { useMemo } from "react";
import { sourceName } from "../run/source-name.ts";
import { describeEvery } from "../shared/interval.ts";
import { RECENT_RUNS } from "./run-queries.ts";

export interface RecentRunsCardProps {
  /** Newest first; undefined while loading. */
  runs: readonly Run[] | undefined;
  intervalSeconds: number;
  onSelect(runId: string): void;
}

/** The last runs as bars. */
export function RecentRunsCard({ runs, intervalSeconds, onSelect }: RecentRunsCardProps) {
  const beats = useMemo(() => runs?.map(beatOf).toReversed(), [runs]);
  const last = runs?.[0];
  return (
    <Card>
      <CardHeader
        title="Recent runs"
        description={`Runs ${describeEvery(intervalSeconds)}`}
        actions={
          last && (
            <p className="text-xs text-text-muted">
              Last: <RelativeTime at={last.startedAt} />
              {last.latencyMs !== null && `, ${formatDuration(last.latencyMs)}`}
            </p>
          )
        }
      />
      <CardBody>
        {!beats && <Skeleton className="h-9 w-full" />}
        {beats && (
          <HeartbeatBars beats={beats} places={RECENT_RUNS} onSelect={onSelect} className="h-9 max-sm:hidden" />
        )}
        {beats && <HeartbeatBars beats={beats} places={PHONE_PLACES} onSelect={onSelect} className="h-9 sm:hidden" />}
      </CardBody>
    </Card>
  );
}

/** More would be too thin to see, and to touch. */
const PHONE_PLACES = 40;

const beatOf = ({ id, status, startedAt, latencyMs, message, source }: Run) => ({
  id,
  status,
  at: startedAt,
  ...(latencyMs !== null && { latencyMs }),
  ...(message !== "" && { reason: message }),
  ...(source !== "here" && { source: sourceName(source) }),
});
