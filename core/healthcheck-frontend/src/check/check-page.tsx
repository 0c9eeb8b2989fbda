import { usePageMeta } from "@checkstack/frontend-api";
import type { Check } from "@checkstack/healthcheck-common";
import {
  Badge,
  Card,
  CardBody,
  CardHeader,
  EmptyState,
  ErrorState,
  PageHeader,
  SkeletonRows,
  StatusBadge,
} from "@checkstack/ui";
import { useMemo } from "react";
import { Link, useParams } from "react-router";
import { HowLong } from "../shared/how-long.tsx";
import { PhaseBar } from "../run/phase-bar.tsx";
import { RunDialog } from "../run/run-dialog.tsx";
import { useMayManageChecks } from "../shared/clients.ts";
import { checksPath, systemPath } from "../shared/paths.ts";
import { StrategyIcon } from "../strategy/strategy-icon.tsx";
import { CheckActions } from "./check-actions.tsx";
import { HistoryCard } from "./history-card.tsx";
import { LatencyCard } from "./latency-card.tsx";
import { RecentRunsCard } from "./recent-runs-card.tsx";
import { RulesCard } from "./rules-card.tsx";
import { RunsTable } from "./runs-table.tsx";
import { StatusPanel } from "./status-panel.tsx";
import { targetText } from "./target-text.ts";
import { UptimeCard } from "./uptime-card.tsx";
import { useCheck, useRecentRuns, useStrategy, useSystemOf } from "./use-check.ts";
import { useLiveRuns } from "./use-live-runs.ts";
import { useOpenRun } from "./use-open-run.ts";

const CRUMBS = [{ title: "Checks", path: checksPath }];

/** One check: how it is, why, and how it has been. */
export default function CheckPage() {
  const { checkId = "" } = useParams();
  const { data, error, refetch } = useCheck(checkId);
  usePageMeta({ title: data?.name ?? "Check", crumbs: CRUMBS });
  if (data) return <CheckView check={data} />;
  if (error) {
    return (
      <>
        <PageHeader title="Check" />
        <ErrorState error={error} title="The check could not be loaded" onRetry={() => void refetch()} />
      </>
    );
  }
  return (
    <Card>
      <h1 className="sr-only">Check</h1>
      <SkeletonRows rows={8} />
    </Card>
  );
}

function CheckView({ check }: { check: Check }) {
  const { data: system } = useSystemOf(check);
  const strategy = useStrategy(check.strategy);
  const runs = useRecentRuns(check).data?.items;
  const mayManage = useMayManageChecks();
  const open = useOpenRun();
  useLiveRuns(check.id);
  return (
    <>
      <PageHeader
        title={check.name}
        aside={<CurrentStatus check={check} />}
        description={
          <Subtitle check={check} systemName={system?.name} icon={strategy?.icon} kind={strategy?.displayName} />
        }
        actions={mayManage && <CheckActions check={check} systemName={system?.name} onShowRun={open.show} />}
      />
      <div className="flex flex-col gap-5">
        <StatusPanel check={check} runs={runs} />
        <RecentRunsCard runs={runs} intervalSeconds={check.intervalSeconds} onSelect={open.show} />
        <div className="grid gap-5 lg:grid-cols-[minmax(0,2fr)_minmax(16rem,1fr)]">
          <LatencyCard checkId={check.id} paused={check.paused} />
          <div className="flex flex-col gap-5">
            <UptimeCard checkId={check.id} paused={check.paused} />
            <LastTimings timings={runs?.find(({ timings }) => Object.keys(timings).length > 0)?.timings} />
          </div>
        </div>
        <div className="grid items-start gap-5 lg:grid-cols-2">
          <RulesCard check={check} strategy={strategy} />
          <HistoryCard checkId={check.id} />
        </div>
        <RunsTable check={check} runHref={open.href} />
      </div>
      <OpenRun
        check={check}
        runIds={useMemo(() => runs?.map(({ id }) => id) ?? [], [runs])}
        strategy={strategy}
        open={open}
      />
    </>
  );
}

const CurrentStatus = ({ check: { status, statusSince, flapping } }: { check: Check }) => (
  <span className="flex items-center gap-2 text-sm text-text-muted">
    <StatusBadge status={status} />
    {flapping && <Badge tone="degraded">Flapping</Badge>}
    {statusSince && status !== "unknown" && <HowLong since={statusSince} />}
  </span>
);

interface SubtitleProps {
  check: Check;
  systemName: string | undefined;
  icon: string | undefined;
  kind: string | undefined;
}

const Subtitle = ({ check, systemName, icon = "", kind }: SubtitleProps) => (
  <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
    <Link to={systemPath(check.systemId)} className="text-accent-text hover:underline">
      {systemName ?? "System"}
    </Link>
    <span className="flex min-w-0 items-center gap-1.5">
      <StrategyIcon name={icon} className="size-4 shrink-0" />
      <span className="min-w-0 wrap-anywhere">{[kind, targetText(check)].filter(Boolean).join(" · ")}</span>
    </span>
  </span>
);

const LastTimings = ({ timings }: { timings: Readonly<Record<string, number>> | undefined }) => (
  <Card>
    <CardHeader title="Timing of the last run" />
    <CardBody>
      {timings ? <PhaseBar timings={timings} /> : <EmptyState title="No timings yet" className="py-4" />}
    </CardBody>
  </Card>
);

interface OpenRunProps {
  check: Check;
  /** Newest first. */
  runIds: readonly string[];
  strategy: ReturnType<typeof useStrategy>;
  open: ReturnType<typeof useOpenRun>;
}

function OpenRun({ check, runIds, strategy, open }: OpenRunProps) {
  if (open.runId === undefined) return null;
  const index = runIds.indexOf(open.runId);
  return (
    <RunDialog
      check={check}
      runId={open.runId}
      strategy={strategy}
      older={index < 0 ? undefined : runIds[index + 1]}
      newer={runIds[index - 1]}
      onSelect={open.show}
      onClose={open.close}
    />
  );
}
