import { itemAdded, pluginMetadata, type contract } from "@acme/sample-common";
import { usePluginClient, useSignal } from "@checkstack/frontend-api";
import { EmptyState, ErrorState, RelativeTime, SkeletonRows } from "@checkstack/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";

/** The newest items; what others add appears by itself. */
export function ItemList() {
  const client = usePluginClient<typeof contract>(pluginMetadata);
  const queryClient = useQueryClient();
  const items = useQuery(client.list.queryOptions());
  useSignal(itemAdded, () => queryClient.invalidateQueries({ queryKey: client.key() }));

  if (items.isPending) return <SkeletonRows rows={3} />;
  if (items.isError) return <ErrorState error={items.error} onRetry={() => void items.refetch()} />;
  if (items.data.length === 0) return <EmptyState title="No items yet" description="Add the first one below." />;
  return (
    <ul className="flex flex-col gap-3">
      {items.data.map(({ id, title, createdAt }) => (
        <li key={id} className="flex justify-between gap-4">
          {title}
          <span className="text-text-muted">
            <RelativeTime at={createdAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}
