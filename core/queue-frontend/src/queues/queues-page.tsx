import { usePageMeta } from "@checkstack/frontend-api";
import { Card, EmptyState, ErrorState, PageHeader, SkeletonRows } from "@checkstack/ui";
import { ListOrdered } from "lucide-react";
import { useQueueStats } from "../shared/clients.ts";
import { EngineNotice } from "../shared/engine-notice.tsx";
import { describeEngine } from "../shared/engine-words.ts";
import { SectionNav } from "../shared/section-nav.tsx";
import { QueuesTable } from "./queues-table.tsx";

/** What each queue holds and how late it is, live. */
export default function QueuesPage() {
  usePageMeta({ title: "Queues" });
  const { data, error, refetch } = useQueueStats();
  return (
    <>
      <PageHeader
        title="Queues"
        description={data ? describeEngine(data.engine) : "What waits, runs and failed, and how late it is."}
      />
      <SectionNav />
      {data ? (
        <>
          <EngineNotice engine={data.engine} />
          <Card>
            {data.queues.length > 0 ? (
              <QueuesTable queues={data.queues} />
            ) : (
              <EmptyState
                icon={ListOrdered}
                title="No queue yet"
                description="A plugin opens a queue when it has work that is done later or again and again."
              />
            )}
          </Card>
        </>
      ) : error ? (
        <ErrorState error={error} title="The queues could not be loaded" onRetry={() => void refetch()} />
      ) : (
        <Card>
          <SkeletonRows rows={3} />
        </Card>
      )}
    </>
  );
}
