import type { FieldDescriptor, RunDetail } from "@checkstack/healthcheck-common";
import { Badge, formatDuration, StatusBadge } from "@checkstack/ui";
import type { ReactNode } from "react";
import { AssertionResults } from "./assertion-results.tsx";
import { EvidenceView } from "./evidence-view.tsx";
import { fieldText } from "./field-text.ts";
import { PhaseBar } from "./phase-bar.tsx";

export type Findings = Pick<
  RunDetail,
  "status" | "code" | "message" | "latencyMs" | "timings" | "assertions" | "evidence"
>;

/** The verdict of a run with its reason. */
export const Verdict = ({ run, aside }: { run: Findings; aside?: ReactNode }) => (
  <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
    <StatusBadge status={run.status} />
    {run.latencyMs !== null && <span className="text-sm tabular-nums">{formatDuration(run.latencyMs)}</span>}
    {run.code !== null && <Badge tone="outline">{run.code}</Badge>}
    {aside}
    {run.message !== "" && <p className="w-full text-sm wrap-anywhere text-text">{run.message}</p>}
  </div>
);

/** Everything that was found and kept. `children` come before the evidence. */
export const RunFindings = ({ run, children }: { run: Findings; children?: ReactNode }) => (
  <div className="flex flex-col gap-5">
    {run.assertions.length > 0 && (
      <Section title="Assertions">
        <AssertionResults results={run.assertions} />
      </Section>
    )}
    {Object.keys(run.timings).length > 0 && (
      <Section title="Time">
        <PhaseBar timings={run.timings} />
      </Section>
    )}
    {children}
    {run.evidence && Object.keys(run.evidence).length > 0 && (
      <Section title="Evidence">
        <EvidenceView evidence={run.evidence} />
      </Section>
    )}
  </div>
);

export const Section = ({ title, children }: { title: string; children: ReactNode }) => (
  <section aria-label={title}>
    <h3 className="mb-2 text-sm font-semibold text-text">{title}</h3>
    {children}
  </section>
);

export interface FieldTableProps {
  fields: Readonly<Record<string, unknown>>;
  descriptors: readonly FieldDescriptor[];
}

/** What was measured, by the names that assertions use. */
export const FieldTable = ({ fields, descriptors }: FieldTableProps) => (
  <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1 text-sm">
    {descriptors
      // Headers and JSON are in the evidence, as they came.
      .filter(
        ({ id, type }) => fields[id] !== undefined && fields[id] !== null && type !== "headers" && type !== "json",
      )
      .map(({ id, label, unit }) => (
        <div key={id} className="contents">
          <dt className="text-text-muted">{label}</dt>
          <dd className="line-clamp-2 wrap-anywhere">
            {fieldText(fields[id])}
            {unit && ` ${unit}`}
          </dd>
        </div>
      ))}
  </dl>
);
