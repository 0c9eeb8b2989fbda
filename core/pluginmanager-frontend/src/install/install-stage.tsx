import type { Preview } from "@checkstack/pluginmanager-common";
import { Button, Card, CardBody, PageHeader } from "@checkstack/ui";
import { CircleCheck } from "lucide-react";
import { Link } from "react-router";
import { failureWords } from "../operation/failure-words.ts";
import { operationTitle } from "../operation/operation-words.ts";
import { StepList } from "../operation/step-list.tsx";
import type { OperationControl } from "../operation/use-operation.ts";
import { eventsOfPath, pluginPath, pluginsPath } from "../shared/paths.ts";
import { PackageRefusal } from "./package-refusal.tsx";

/** The install as it goes, and what came of it. */
export function InstallStage({ preview, operation }: { preview: Preview; operation: OperationControl }) {
  const { state, reset } = operation;
  if (state.phase === "idle") return null;
  const { name, version } = preview;
  const done = state.phase === "succeeded";
  return (
    <>
      <PageHeader
        title={
          done
            ? `${name} ${version} is installed`
            : operationTitle({ action: state.action, packageName: name, version })
        }
        description={
          state.phase === "running" ? "It goes on if you leave this page; the events tell what came of it." : undefined
        }
      />
      <div className="flex max-w-2xl flex-col gap-5">
        <Card>
          <CardBody>
            <div role="status">
              <StepList steps={state.steps} />
            </div>
          </CardBody>
        </Card>
        {done && (
          <>
            <p className="flex items-start gap-2 text-sm text-text">
              <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-healthy-text" />
              <span className="min-w-0 wrap-anywhere">{state.result.detail}</span>
            </p>
            <div className="flex flex-wrap gap-2">
              {preview.plugins.map(({ pluginId, displayName }) => (
                <Button key={pluginId} asChild look="primary">
                  <Link to={pluginPath(pluginId)}>Open {displayName}</Link>
                </Button>
              ))}
              <Button asChild>
                <Link to={pluginsPath}>All plugins</Link>
              </Button>
            </div>
          </>
        )}
        {state.phase === "failed" && (
          <>
            <PackageRefusal
              error={state.error}
              {...failureWords(state.error, "It was not installed, and nothing has changed")}
            />
            <div className="flex flex-wrap gap-2">
              <Button look="primary" onClick={reset}>
                Back to what it is
              </Button>
              <Button asChild>
                <Link to={eventsOfPath(name)}>What happened</Link>
              </Button>
            </div>
          </>
        )}
      </div>
    </>
  );
}
