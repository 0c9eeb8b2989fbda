import type { FieldDescriptor, RunDetail } from "@checkstack/healthcheck-common";
import { formatExact } from "@checkstack/ui";
import { changedFields } from "./changed-fields.ts";
import { Section } from "./run-findings.tsx";

export interface ChangedListProps {
  run: Pick<RunDetail, "fields" | "lastHealthy">;
  descriptors: readonly FieldDescriptor[];
  onOpen(runId: string): void;
}

/** What is different from the last time that all was well. */
export function ChangedList({ run: { fields, lastHealthy }, descriptors, onOpen }: ChangedListProps) {
  if (!lastHealthy) return null;
  // Without an answer there is nothing to compare: that there was none is the difference.
  const answered = fields !== null && Object.keys(fields).length > 0;
  const changes = answered && lastHealthy.fields ? changedFields(lastHealthy.fields, fields, descriptors) : [];
  return (
    <Section title="Since the last healthy run">
      <p className="text-sm text-text-muted">
        Compared with the{" "}
        <button
          type="button"
          className="text-accent-text underline underline-offset-2"
          onClick={() => onOpen(lastHealthy.id)}
        >
          run of {formatExact(lastHealthy.scheduledAt)}
        </button>
        {answered ? (changes.length === 0 ? ": it found the same." : ":") : ", which had an answer."}
      </p>
      {changes.length > 0 && (
        <table className="mt-2 w-full text-sm">
          <thead>
            <tr className="text-left text-xs text-text-muted">
              <th scope="col" className="py-1 pr-3 font-medium">
                Field
              </th>
              <th scope="col" className="py-1 pr-3 font-medium">
                Then
              </th>
              <th scope="col" className="py-1 font-medium">
                Now
              </th>
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {changes.map(({ label, before, now }) => (
              <tr key={label} className="align-top">
                <th scope="row" className="py-1 pr-3 text-left font-normal wrap-anywhere text-text-muted">
                  {label}
                </th>
                <td className="py-1 pr-3 wrap-anywhere">{before ?? <Absent />}</td>
                <td className="py-1 wrap-anywhere">{now ?? <Absent />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

const Absent = () => <span className="text-text-muted">not there</span>;
