import type { Consent, ConsentId, Preview, Runs } from "@checkstack/pluginmanager-common";
import { Button, Card, CardBody, CardHeader, Checkbox, Field, Input, RadioGroup } from "@checkstack/ui";
import { CircleX } from "lucide-react";
import { useState } from "react";
import { placeLooks } from "../shared/place.tsx";

/** What somebody agreed to. */
export interface Agreement {
  readonly runs: Runs;
  readonly consents: ConsentId[];
}

/** The question: where it may run, what must be agreed to, and the package's name, typed. */
export function AgreeCard({ preview, onInstall }: { preview: Preview; onInstall(agreed: Agreement): void }) {
  const { name, action, refusals, consents } = preview;
  const [runs, setRuns] = useState<Runs>(preview.runs[0] ?? "isolated");
  const [agreed, setAgreed] = useState<readonly ConsentId[]>([]);
  const [typed, setTyped] = useState("");
  if (refusals.length > 0) return <Refusals refusals={refusals} />;

  // To let it into the platform's process is a choice, and needs a yes only when it is made.
  const needed = runs === "in-process" ? [...consents, IN_PROCESS] : consents;
  const ready = typed.trim() === name && needed.every(({ id }) => agreed.includes(id));
  return (
    <Card aria-label="Install">
      <CardHeader title="Install it?" />
      <CardBody>
        <form
          noValidate
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) onInstall({ runs, consents: needed.map(({ id }) => id) });
          }}
        >
          {preview.runs.length > 1 && (
            <RadioGroup<Runs>
              label="Where it runs"
              value={runs}
              onValueChange={setRuns}
              options={preview.runs.map((place) => ({
                value: place,
                label: placeLooks[place].words,
                description: placeLooks[place].sentence,
              }))}
            />
          )}
          {needed.map(({ id, sentence }) => (
            <Checkbox
              key={id}
              label={sentence}
              checked={agreed.includes(id)}
              onCheckedChange={(checked) =>
                setAgreed(checked === true ? [...agreed, id] : agreed.filter((other) => other !== id))
              }
            />
          ))}
          <Field
            label={
              <>
                Type <code className="rounded-sm bg-sunken px-1 font-mono text-xs">{name}</code> to confirm
              </>
            }
          >
            <Input
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              spellCheck={false}
            />
          </Field>
          <Button type="submit" look="primary" disabled={!ready}>
            {VERBS[action]}
          </Button>
        </form>
      </CardBody>
    </Card>
  );
}

const IN_PROCESS: Consent = {
  id: "in-process",
  sentence: "I let its code into the platform's process, where it can do whatever the platform can.",
};

const VERBS: Readonly<Record<Preview["action"], string>> = {
  install: "Install",
  upgrade: "Upgrade",
  downgrade: "Install the older version",
  reinstall: "Install again",
};

const Refusals = ({ refusals }: { refusals: readonly string[] }) => (
  <Card aria-label="Install" className="border-unhealthy">
    <CardHeader title="It cannot be installed" />
    <CardBody>
      <ul className="flex flex-col gap-2 text-sm">
        {refusals.map((sentence) => (
          <li key={sentence} className="flex items-start gap-2">
            <CircleX aria-hidden className="mt-0.5 size-4 shrink-0 text-unhealthy-text" />
            <span className="min-w-0 wrap-anywhere text-text">{sentence}</span>
          </li>
        ))}
      </ul>
    </CardBody>
  </Card>
);
