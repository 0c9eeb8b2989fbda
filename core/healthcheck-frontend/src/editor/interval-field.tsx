import { Field, Select } from "@checkstack/ui";
import { useState } from "react";
import { describeInterval } from "../shared/interval.ts";
import { NumberInput } from "../shared/number-input.tsx";

const PRESETS = [1, 5, 10, 30, 60, 300, 900, 3_600, 86_400];
const OPTIONS = [
  ...PRESETS.map((seconds) => ({ value: String(seconds), label: `Every ${describeInterval(seconds)}` })),
  { value: "custom", label: "Something else…" },
];

export interface IntervalFieldProps {
  value: number | null;
  onValueChange(seconds: number | null): void;
  error: string | undefined;
}

/** How often: one of the usual, or any number of seconds. */
export function IntervalField({ value, onValueChange, error }: IntervalFieldProps) {
  const [custom, setCustom] = useState(value === null || !PRESETS.includes(value));
  const choose = (chosen: string) => {
    setCustom(chosen === "custom");
    if (chosen !== "custom") onValueChange(Number(chosen));
  };
  return (
    <div className="flex flex-wrap items-start gap-3">
      <Field label="Interval" error={custom ? undefined : error} className="min-w-48 flex-1">
        <Select value={custom ? "custom" : String(value)} options={OPTIONS} onValueChange={choose} />
      </Field>
      {custom && (
        <Field
          label="Seconds"
          error={error}
          hint={value !== null && value >= 60 ? describeInterval(value) : "From 1 second to a day."}
          className="min-w-32 flex-1"
        >
          <NumberInput min={1} max={86_400} step={1} value={value} onValueChange={onValueChange} />
        </Field>
      )}
    </div>
  );
}
