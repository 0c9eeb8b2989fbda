import { usePageMeta } from "@checkstack/frontend-api";
import { Card, ErrorState, PageHeader, SkeletonRows } from "@checkstack/ui";
import { useQuery } from "@tanstack/react-query";
import { useQueueClient, useQueueStats } from "../shared/clients.ts";
import { EngineNotice } from "../shared/engine-notice.tsx";
import { describeEngine } from "../shared/engine-words.ts";
import { queuesPath } from "../shared/paths.ts";
import { SectionNav } from "../shared/section-nav.tsx";
import { EngineChoice } from "./engine-choice.tsx";
import { EngineSettings } from "./engine-settings.tsx";

const CRUMBS = [{ title: "Queues", path: queuesPath }];

/** Which engine runs the queues, and the settings of those that have any. */
export default function EnginePage() {
  usePageMeta({ title: "Queue engine", crumbs: CRUMBS });
  const stats = useQueueStats();
  const engines = useQuery(useQueueClient().engines.list.queryOptions());
  const error = stats.error ?? engines.error;
  const state = stats.data?.engine;
  const list = engines.data?.engines;
  return (
    <>
      <PageHeader
        title="Queue engine"
        description={state ? describeEngine(state) : "What runs the queues of all processes."}
      />
      <SectionNav />
      {state && list ? (
        <>
          <EngineNotice engine={state} />
          <div className="flex max-w-3xl flex-col gap-5">
            {/* Begins anew with what was chosen, here or elsewhere. */}
            <EngineChoice key={state.chosen} engines={list} state={state} />
            {list.map((engine) => engine.settings && <EngineSettings key={engine.id} engine={engine} />)}
          </div>
        </>
      ) : error ? (
        <ErrorState
          error={error}
          title="The engines could not be loaded"
          onRetry={() => {
            void stats.refetch();
            void engines.refetch();
          }}
        />
      ) : (
        <Card>
          <SkeletonRows rows={4} />
        </Card>
      )}
    </>
  );
}
