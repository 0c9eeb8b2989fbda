import type { Check, RunDetail, StrategyMetadata } from "@checkstack/healthcheck-common";
import { Button, Dialog, ErrorState, formatDuration, formatExact, SkeletonRows } from "@checkstack/ui";
import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useHealthcheck } from "../shared/clients.ts";
import { ChangedList } from "./changed-list.tsx";
import { sourceName } from "./source-name.ts";
import { FieldTable, RunFindings, Section, Verdict } from "./run-findings.tsx";

export interface RunDialogProps {
  check: Pick<Check, "id">;
  runId: string;
  strategy: StrategyMetadata | undefined;
  /** The runs beside it; undefined where there is none. */
  older: string | undefined;
  newer: string | undefined;
  onSelect(runId: string): void;
  onClose(): void;
}

/** One run with its evidence. */
export function RunDialog({ check, runId, strategy, older, newer, onSelect, onClose }: RunDialogProps) {
  const healthcheck = useHealthcheck();
  const { data, error, refetch } = useQuery(
    // What a run found does not change.
    healthcheck.checks.runDetail.queryOptions({ input: { id: check.id, runId }, staleTime: Infinity }),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="lg"
      title={data ? `Run of ${formatExact(data.scheduledAt)}` : "Run"}
      footer={
        <>
          <Button disabled={older === undefined} onClick={() => older !== undefined && onSelect(older)}>
            <ChevronLeft aria-hidden /> Older
          </Button>
          <Button disabled={newer === undefined} onClick={() => newer !== undefined && onSelect(newer)}>
            Newer <ChevronRight aria-hidden />
          </Button>
        </>
      }
    >
      {error && <ErrorState error={error} title="The run could not be loaded" onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonRows rows={4} className="p-0" />}
      {data && (
        <div className="flex flex-col gap-5">
          <Verdict run={data} aside={<span className="text-sm text-text-muted">{whereAndHowLate(data)}</span>} />
          {strategy && <ChangedList run={data} descriptors={strategy.fields} onOpen={onSelect} />}
          <RunFindings run={data} />
          {data.fields && strategy && (
            <Section title="Found">
              <FieldTable fields={data.fields} descriptors={strategy.fields} />
            </Section>
          )}
          {!data.fields && !data.evidence && (
            <p className="text-sm text-text-muted">
              Of healthy runs only the times are kept. What was found is kept of every run that was not healthy.
            </p>
          )}
        </div>
      )}
    </Dialog>
  );
}

/** A run that did not begin when it should have says so. */
function whereAndHowLate({ source, scheduledAt, startedAt }: RunDetail): string {
  const lateMs = startedAt.getTime() - scheduledAt.getTime();
  return lateMs < NOTABLE_MS ? sourceName(source) : `${sourceName(source)}, began ${formatDuration(lateMs)} late`;
}

const NOTABLE_MS = 100;
