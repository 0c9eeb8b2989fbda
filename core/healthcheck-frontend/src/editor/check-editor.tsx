import { Button, Card, CardBody, CardHeader, errorsUnder, Field, Input, SchemaForm } from "@checkstack/ui";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { checkPath, checksPath } from "../shared/paths.ts";
import { AssertionsEditor } from "./assertions-editor.tsx";
import { suggestName, withStrategy } from "./draft.ts";
import { IntervalField } from "./interval-field.tsx";
import { PolicyEditor } from "./policy-editor.tsx";
import { Refusal } from "./refusal.tsx";
import { StrategyPicker } from "./strategy-picker.tsx";
import { SystemPicker } from "./system-picker.tsx";
import { TestPanel } from "./test-panel.tsx";
import { useCheckEditor, type EditorSubject } from "./use-check-editor.ts";

/** The form of a check. */
export function CheckEditor(subject: EditorSubject) {
  const { check, strategies } = subject;
  const { draft, strategy, errors, edit, test, save, ...editor } = useCheckEditor(subject);
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!save.pending) save.start();
      }}
      className="flex flex-col gap-5"
    >
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(20rem,26rem)]">
        <div className="flex min-w-0 flex-col gap-5">
          {editor.restored && editor.changed && <Restored onDiscard={editor.discard} />}
          <Part title="What to check">
            <StrategyPicker
              strategies={strategies}
              chosen={strategy}
              onChoose={check ? undefined : (chosen) => edit(withStrategy(draft, chosen))}
            />
            {check && !strategy && (
              <p className="text-sm text-text">
                The plugin that brings "{check.strategy}" is not running: the check can be changed when it is there
                again.
              </p>
            )}
            {strategy && (
              <SchemaForm
                schema={strategy.configSchema}
                value={draft.config}
                errors={errorsUnder(errors, "config")}
                storedSecrets={editor.storedSecrets}
                onChange={(config) => edit({ config })}
              />
            )}
          </Part>
          {strategy && (
            <>
              <Part title="Name and system">
                <div className="grid items-start gap-4 sm:grid-cols-2">
                  <Field label="Name" required error={errors["name"]}>
                    <Input
                      value={draft.name ?? suggestName(draft, strategy)}
                      maxLength={100}
                      onChange={({ target }) => edit({ name: target.value })}
                    />
                  </Field>
                  <SystemPicker
                    value={draft.systemId}
                    error={errors["systemId"]}
                    onValueChange={(systemId) => edit({ systemId })}
                  />
                </div>
                <IntervalField
                  value={draft.intervalSeconds}
                  error={errors["intervalSeconds"]}
                  onValueChange={(intervalSeconds) => edit({ intervalSeconds })}
                />
              </Part>
              <Part title="What must hold" description="Assertions on the result">
                <AssertionsEditor
                  assertions={draft.assertions}
                  fields={strategy.fields}
                  errors={errors}
                  onChange={(assertions) => edit({ assertions })}
                />
              </Part>
              <Part title="When it counts" description="From runs to a status, and to an alert">
                <PolicyEditor
                  policy={draft.policy}
                  intervalSeconds={draft.intervalSeconds}
                  errors={errors}
                  onChange={(policy) => edit({ policy })}
                />
              </Part>
            </>
          )}
        </div>
        {strategy && (
          <div className="lg:sticky lg:top-16 lg:max-h-[calc(100dvh-5rem)] lg:overflow-y-auto">
            <TestPanel
              test={test}
              fields={strategy.fields}
              onTest={test.start}
              onAssert={(assertion) => edit({ assertions: [...draft.assertions, assertion] })}
            />
          </div>
        )}
      </div>
      {strategy && (
        <>
          {save.error && <Refusal error={save.error} title="The check is not saved" />}
          <div className="sticky bottom-0 z-10 -mx-1 flex flex-wrap items-center gap-2 border-t border-line bg-ground px-1 py-3">
            <Button type="submit" look="primary" pending={save.pending}>
              {check ? "Save changes" : "Create check"}
            </Button>
            <Button asChild>
              <Link to={check ? checkPath(check.id) : checksPath}>Cancel</Link>
            </Button>
            {editor.changed && <span className="text-xs text-text-muted">Not saved yet</span>}
          </div>
        </>
      )}
    </form>
  );
}

interface PartProps {
  title: string;
  description?: string;
  children: ReactNode;
}

const Part = ({ title, description, children }: PartProps) => (
  <Card aria-label={title}>
    <CardHeader title={title} description={description} />
    <CardBody className="flex flex-col gap-4">{children}</CardBody>
  </Card>
);

const Restored = ({ onDiscard }: { onDiscard(): void }) => (
  <div
    role="status"
    className="flex flex-wrap items-center justify-between gap-2 rounded-lg border border-line bg-accent-soft px-4 py-2 text-sm text-text"
  >
    What you wrote here before is still there.
    <Button size="sm" onClick={onDiscard}>
      Begin anew
    </Button>
  </div>
);
