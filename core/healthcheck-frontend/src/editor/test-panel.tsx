import type { FieldDescriptor } from "@checkstack/healthcheck-common";
import { Button, Card, CardBody, CardHeader, IconButton, SkeletonRows } from "@checkstack/ui";
import { FlaskConical, Plus } from "lucide-react";
import { RunFindings, Section, Verdict } from "../run/run-findings.tsx";
import { foundFields, suggestAssertion, type FoundField } from "../run/found-fields.ts";
import { Refusal } from "./refusal.tsx";
import type { AssertionDraft } from "./assertion-draft.ts";
import type { CheckTest } from "./use-check-test.ts";

export interface TestPanelProps {
  test: CheckTest;
  fields: readonly FieldDescriptor[];
  /** Undefined while there is nothing to test. */
  onTest: (() => void) | undefined;
  onAssert(assertion: AssertionDraft): void;
}

/** Tries what is in the form, and offers what it found for assertions. */
export function TestPanel({ test: { pending, result, error }, fields, onTest, onAssert }: TestPanelProps) {
  return (
    <Card aria-label="Test">
      <CardHeader
        title="Test"
        description="Runs it once, without saving anything"
        actions={
          <Button pending={pending} disabled={!onTest} onClick={onTest}>
            {!pending && <FlaskConical aria-hidden />} Test now
          </Button>
        }
      />
      <CardBody aria-live="polite" className="flex flex-col gap-5">
        {pending && <SkeletonRows rows={3} className="p-0" />}
        {!pending && error !== undefined && <Refusal error={error} title="The test could not run" />}
        {!pending && !result && error === undefined && (
          <p className="text-sm text-text-muted">
            See what the check will see: status, times, and every field that an assertion can be about.
          </p>
        )}
        {!pending && result && (
          <>
            <Verdict run={result} />
            <RunFindings run={result}>
              {result.fields && (
                <Section title="Found">
                  <FoundList found={foundFields(result.fields, fields)} onAssert={onAssert} />
                </Section>
              )}
            </RunFindings>
          </>
        )}
      </CardBody>
    </Card>
  );
}

interface FoundListProps {
  found: readonly FoundField[];
  onAssert(assertion: AssertionDraft): void;
}

const FoundList = ({ found, onAssert }: FoundListProps) => (
  <ul className="divide-y divide-line rounded-md border border-line">
    {found.map((each) => (
      <li key={`${each.field.id} ${each.path}`} className="flex items-center gap-2 py-1 pr-1 pl-3 text-sm">
        <div className="min-w-0 flex-1">
          <p className="text-xs wrap-anywhere text-text-muted">{each.label}</p>
          <p className="line-clamp-2 wrap-anywhere text-text">{each.text === "" ? "(empty)" : each.text}</p>
        </div>
        <IconButton
          size="sm"
          label={`Assert on ${each.label}`}
          onClick={() => onAssert({ ...suggestAssertion(each), key: crypto.randomUUID() })}
        >
          <Plus aria-hidden />
        </IconButton>
      </li>
    ))}
  </ul>
);
