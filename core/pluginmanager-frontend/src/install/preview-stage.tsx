import { useSignal } from "@checkstack/frontend-api";
import { operationProgress, type PluginSource, type Preview } from "@checkstack/pluginmanager-common";
import { Button, Card, CardBody, PageHeader, SkeletonRows } from "@checkstack/ui";
import { useQuery } from "@tanstack/react-query";
import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import { follow, type FollowedStep } from "../operation/follow.ts";
import { newOperationId } from "../operation/operation-id.ts";
import { StepList } from "../operation/step-list.tsx";
import { useOperation } from "../operation/use-operation.ts";
import { useManager } from "../shared/clients.ts";
import { describeSource } from "../shared/source-words.ts";
import { InstallStage } from "./install-stage.tsx";
import { PackageRefusal } from "./package-refusal.tsx";
import { PreviewView } from "./preview-view.tsx";

const BEGINNING: readonly FollowedStep[] = [
  { step: "fetch", state: "running" },
  { step: "check", state: "waiting" },
];

/** Fetches the package and shows what it is; installs it once somebody has agreed. */
export function PreviewStage({ source, onBack }: { source: PluginSource; onBack(): void }) {
  const manager = useManager();
  const operation = useOperation();
  const [operationId] = useState(newOperationId);
  const [steps, setSteps] = useState(BEGINNING);
  useSignal(operationProgress, (news) => {
    if (news.operationId === operationId) setSteps((current) => follow(current, news));
  });
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: [...manager.preview.key(), operationId],
    queryFn: ({ signal }) => manager.preview.call({ source, operationId }, { signal }),
    // What was seen is what is agreed to.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: false,
  });
  if (data && operation.state.phase !== "idle") {
    return <InstallStage preview={data} operation={operation} />;
  }
  return (
    <>
      <PageHeader
        title={data ? titleOf(data) : "Looking at the package"}
        description={data ? undefined : describeSource(source)}
        actions={
          <Button onClick={onBack}>
            <ArrowLeft aria-hidden /> Choose another
          </Button>
        }
      />
      {data ? (
        <PreviewView
          preview={data}
          onInstall={(agreed) =>
            void operation.start(data.action === "upgrade" ? "upgrade" : "install", (id) =>
              manager.install.call({
                source: data.source,
                sha256: data.sha256,
                confirm: data.name,
                operationId: id,
                ...agreed,
              }),
            )
          }
        />
      ) : error && !isFetching ? (
        <PackageRefusal error={error} title="The package cannot be installed" onRetry={() => void refetch()} />
      ) : (
        <Card>
          <CardBody>
            <div role="status" aria-label="Loading the package">
              <StepList steps={steps} />
            </div>
            <SkeletonRows rows={4} className="mt-4 px-0" />
          </CardBody>
        </Card>
      )}
    </>
  );
}

const ACTIONS: Readonly<Record<Preview["action"], string>> = {
  install: "Install",
  upgrade: "Upgrade to",
  downgrade: "Go back to",
  reinstall: "Install again:",
};

/** `Install Weather 1.2.0`; a bundle goes by the name of its package. */
function titleOf({ action, name, version, plugins }: Preview): string {
  const [only, ...others] = plugins;
  return `${ACTIONS[action]} ${only && others.length === 0 ? only.displayName : name} ${version}`;
}
