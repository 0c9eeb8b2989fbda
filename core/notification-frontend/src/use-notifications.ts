import { usePluginClient, useSignal } from "@checkstack/frontend-api";
import { notificationAdded, pluginMetadata, type notificationContract } from "@checkstack/notification-common";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

/** What the bell shows at once of a list that may be long. */
const PAGE = 20;

/** How many are unread, kept current. */
export function useUnread(): number {
  const client = usePluginClient<typeof notificationContract>(pluginMetadata);
  const queryClient = useQueryClient();
  useSignal(notificationAdded, () => void queryClient.invalidateQueries({ queryKey: client.key() }));
  return useQuery(client.unread.queryOptions()).data?.count ?? 0;
}

/** The notifications from the newest on, and what marks those that were shown as read. */
export function useNotifications() {
  const client = usePluginClient<typeof notificationContract>(pluginMetadata);
  const queryClient = useQueryClient();
  const list = useInfiniteQuery(
    client.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ limit: PAGE, ...(cursor !== undefined && { cursor }) }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }) => nextCursor,
    }),
  );
  const { mutate: markRead } = useMutation(
    client.markRead.mutationOptions({
      // The list keeps showing what was new when the bell was opened.
      onSuccess: (unread) => queryClient.setQueryData(client.unread.queryKey(), unread),
    }),
  );
  return { list, markRead };
}
