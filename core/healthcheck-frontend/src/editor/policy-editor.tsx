import { checkPolicySchema } from "@checkstack/healthcheck-common";
import { Checkbox, Field, type FormErrors } from "@checkstack/ui";
import { ChevronRight } from "lucide-react";
import { describePolicy } from "../check/describe-policy.ts";
import { NumberInput } from "../shared/number-input.tsx";
import type { PolicyDraft } from "./draft.ts";

export interface PolicyEditorProps {
  policy: PolicyDraft;
  intervalSeconds: number | null;
  /** By `policy.failuresToAlert`. */
  errors: FormErrors;
  onChange(policy: PolicyDraft): void;
}

/** When runs become a status, in words that change with the numbers. */
export function PolicyEditor({ policy, intervalSeconds, errors, onChange }: PolicyEditorProps) {
  const set = (change: Partial<PolicyDraft>) => onChange({ ...policy, ...change });
  const parsed = checkPolicySchema.safeParse(policy).data;
  const hasAdvancedError = ADVANCED.some((path) => Object.keys(errors).some((key) => key.startsWith(`policy.${path}`)));
  return (
    <div className="flex flex-col gap-4">
      {parsed && intervalSeconds !== null && (
        <ul aria-live="polite" className="flex flex-col gap-0.5 rounded-md bg-sunken px-3 py-2 text-sm text-text">
          {describePolicy(parsed, intervalSeconds).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Failures in a row before it alerts" error={errors["policy.failuresToAlert"]}>
          <NumberInput
            min={1}
            max={20}
            value={policy.failuresToAlert}
            onValueChange={(failuresToAlert) => set({ failuresToAlert })}
          />
        </Field>
        <Field label="Successes in a row before it recovers" error={errors["policy.successesToRecover"]}>
          <NumberInput
            min={1}
            max={20}
            value={policy.successesToRecover}
            onValueChange={(successesToRecover) => set({ successesToRecover })}
          />
        </Field>
      </div>
      <details className="group/advanced rounded-md border border-line" {...(hasAdvancedError && { open: true })}>
        <summary className="flex min-h-9 cursor-pointer list-none items-center gap-1.5 rounded-md px-3 text-sm font-medium text-text-muted hover:text-text">
          <ChevronRight
            aria-hidden
            className="size-4 transition-transform duration-100 group-open/advanced:rotate-90"
          />
          Slowness and flapping
        </summary>
        <div className="flex flex-col gap-4 border-t border-line p-3">
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Degraded when slower than" error={errors["policy.degradedAfterMs"]} hint="Empty: never.">
              <NumberInput
                min={1}
                value={policy.degradedAfterMs}
                after={<span className="pr-2">ms</span>}
                onValueChange={(degradedAfterMs) => set({ degradedAfterMs })}
              />
            </Field>
            <Field label="Unhealthy when slower than" error={errors["policy.unhealthyAfterMs"]} hint="Empty: never.">
              <NumberInput
                min={1}
                value={policy.unhealthyAfterMs}
                after={<span className="pr-2">ms</span>}
                onValueChange={(unhealthyAfterMs) => set({ unhealthyAfterMs })}
              />
            </Field>
          </div>
          <Flapping policy={policy} errors={errors} onChange={(flapping) => set({ flapping })} />
        </div>
      </details>
    </div>
  );
}

const ADVANCED = ["degradedAfterMs", "unhealthyAfterMs", "flapping"];

interface FlappingProps {
  policy: PolicyDraft;
  errors: FormErrors;
  onChange(flapping: PolicyDraft["flapping"]): void;
}

const Flapping = ({ policy: { flapping }, errors, onChange }: FlappingProps) => (
  <div className="flex flex-col gap-3">
    <Checkbox
      checked={flapping !== null}
      onCheckedChange={(checked) => onChange(checked === true ? USUAL_FLAPPING : null)}
      label="Tell frequent changes once"
      hint="A check that goes to and fro is told as flapping, instead of change by change."
    />
    {flapping && (
      <div className="grid gap-4 pl-6 sm:grid-cols-2">
        <Field label="Changes of status" error={errors["policy.flapping.changes"]}>
          <NumberInput
            min={2}
            max={50}
            value={flapping.changes}
            onValueChange={(changes) => onChange({ ...flapping, changes })}
          />
        </Field>
        <Field label="Within so many runs" error={errors["policy.flapping.windowRuns"]}>
          <NumberInput
            min={4}
            max={1000}
            value={flapping.windowRuns}
            onValueChange={(windowRuns) => onChange({ ...flapping, windowRuns })}
          />
        </Field>
      </div>
    )}
  </div>
);

const USUAL_FLAPPING = checkPolicySchema.parse({}).flapping;
