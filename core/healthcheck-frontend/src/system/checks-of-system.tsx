import type { Check } from "@checkstack/healthcheck-common";
import {
  Button,
  Card,
  CardHeader,
  EmptyState,
  ErrorState,
  formatDuration,
  IconButton,
  SkeletonRows,
  StatusBadge,
} from "@checkstack/ui";
import { useQuery } from "@tanstack/react-query";
import { Activity, Pause, Play, Plus } from "lucide-react";
import { Link } from "react-router";
import { useHealthcheck, useMayManageChecks } from "../shared/clients.ts";
import { describeEvery } from "../shared/interval.ts";
import { allChecks } from "../shared/lists.ts";
import { checkPath, newCheckPath } from "../shared/paths.ts";
import { useChangeChecks, type ChangeChecks } from "../shared/use-change-checks.ts";

const LATENCIES_EVERY_MS = 15_000;

/** The checks of a system, on its page. */
export default function ChecksOfSystem({ systemId }: { systemId: string }) {
  const mayManage = useMayManageChecks();
  const changes = useChangeChecks();
  const { data, error, refetch } = useQuery({
    ...allChecks(useHealthcheck(), { systemId }),
    refetchInterval: LATENCIES_EVERY_MS,
  });
  return (
    <Card>
      <CardHeader
        title="Checks"
        actions={
          mayManage && (
            <Button asChild size="sm">
              <Link to={newCheckPath(systemId)}>
                <Plus aria-hidden /> Add a check
              </Link>
            </Button>
          )
        }
      />
      {!data && !error && <SkeletonRows rows={2} />}
      {!data && error && (
        <ErrorState
          error={error}
          title="The checks could not be loaded"
          onRetry={() => void refetch()}
          className="m-4"
        />
      )}
      {data?.length === 0 && (
        <EmptyState
          icon={Activity}
          title="Nothing checks this system yet"
          description="Until something does, nobody knows whether it works."
        />
      )}
      {data && data.length > 0 && (
        <ul className="divide-y divide-line">
          {data.map((check) => (
            <CheckItem key={check.id} check={check} changes={mayManage ? changes : undefined} />
          ))}
        </ul>
      )}
    </Card>
  );
}

interface CheckItemProps {
  check: Check;
  /** Undefined for those who may not change checks. */
  changes: ChangeChecks | undefined;
}

const CheckItem = ({ check, changes }: CheckItemProps) => (
  <li className="relative flex items-center gap-3 px-4 py-2 hover:bg-hover/60">
    <StatusBadge status={check.status} />
    <div className="min-w-0 flex-1">
      {/* The link covers the whole line. */}
      <Link
        to={checkPath(check.id)}
        className="block truncate text-sm font-medium text-text after:absolute after:inset-0"
      >
        {check.name}
      </Link>
      <p className="truncate text-xs text-text-muted">{check.message || describeEvery(check.intervalSeconds)}</p>
    </div>
    {check.lastLatencyMs !== null && (
      <span className="text-sm tabular-nums">{formatDuration(check.lastLatencyMs)}</span>
    )}
    {changes && (
      <div className="relative">
        <IconButton
          size="sm"
          label={check.paused ? `Resume ${check.name}` : `Pause ${check.name}`}
          disabled={changes.pending}
          onClick={() => (check.paused ? changes.resume([check]) : changes.pause([check]))}
        >
          {check.paused ? <Play aria-hidden /> : <Pause aria-hidden />}
        </IconButton>
      </div>
    )}
  </li>
);
