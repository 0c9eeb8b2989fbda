import { usePluginClient, useSignal } from "@checkstack/frontend-api";
import { EmptyState, ErrorState, SkeletonRows } from "@checkstack/ui";
import { deadlinesChanged, deadlinesContract } from "@example/deadlines-common";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { DeadlineItem } from "./deadline-item.tsx";
import { useSystemNames } from "./use-system-names.ts";

/** The deadlines of one system, or of all; what others change appears by itself. */
export function DeadlineList({ systemId }: { systemId?: string }) {
  const client = usePluginClient(deadlinesContract);
  const queryClient = useQueryClient();
  const deadlines = useQuery(client.list.queryOptions({ input: { systemId } }));
  const systemNames = useSystemNames({ enabled: systemId === undefined });
  useSignal(deadlinesChanged, () => queryClient.invalidateQueries({ queryKey: client.key() }), { subject: systemId });

  if (deadlines.isPending) return <SkeletonRows rows={3} />;
  if (deadlines.isError) return <ErrorState error={deadlines.error} onRetry={() => void deadlines.refetch()} />;
  if (deadlines.data.length === 0) return <EmptyState title="Nothing expires" description="No deadline is known." />;
  return (
    <ul className="flex flex-col gap-2">
      {deadlines.data.map((deadline) => (
        <DeadlineItem key={deadline.id} deadline={deadline} systemName={systemNames.get(deadline.systemId)} />
      ))}
    </ul>
  );
}
