import { usePageMeta, useSignal } from "@checkstack/frontend-api";
import { instancesChanged } from "@checkstack/pluginmanager-common";
import { Card, ErrorState, PageHeader, SkeletonRows } from "@checkstack/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useManager } from "../shared/clients.ts";
import { pluginsPath } from "../shared/paths.ts";
import { SectionNav } from "../shared/section-nav.tsx";
import { InstanceCard } from "./instance-card.tsx";

const CRUMBS = [{ title: "Plugins", path: pluginsPath }];
/** Load has no signal: it is always news. */
const LOAD_EVERY_MS = 2000;

/** The processes of the installation: what each of them runs, and how it does. */
export default function InstancesPage() {
  usePageMeta({ title: "Instances", crumbs: CRUMBS });
  const manager = useManager();
  const queryClient = useQueryClient();
  useSignal(instancesChanged, () => void queryClient.invalidateQueries({ queryKey: manager.instances.key() }));
  const instances = useQuery(manager.instances.queryOptions({ refetchInterval: LOAD_EVERY_MS }));
  return (
    <>
      <PageHeader
        title="Instances"
        description="The processes that are this platform together. Start another one on the same database, and it shows up here."
      />
      <SectionNav />
      {instances.isPending && (
        <Card aria-label="Instances">
          <SkeletonRows rows={3} />
        </Card>
      )}
      {instances.isError && (
        <ErrorState
          title="The instances could not be loaded"
          error={instances.error}
          onRetry={() => void instances.refetch()}
        />
      )}
      <div className="grid gap-4">
        {instances.data?.map((instance) => (
          <InstanceCard key={instance.id} instance={instance} />
        ))}
      </div>
    </>
  );
}
