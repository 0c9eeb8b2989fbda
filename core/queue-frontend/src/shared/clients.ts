import { mayAccess } from "@checkstack/common";
import { usePluginClient, usePrincipal, useSignal, type PluginClient } from "@checkstack/frontend-api";
import { access, pluginMetadata, queueStatsSignal, type queueContract } from "@checkstack/queue-common";
import { useQuery, useQueryClient } from "@tanstack/react-query";

export type QueueClient = PluginClient<typeof queueContract>;

export const useQueueClient = (): QueueClient => usePluginClient<typeof queueContract>(pluginMetadata);

/** Whether this person may choose the engine and decide about dead letters. */
export const useMayManageQueues = (): boolean =>
  mayAccess(usePrincipal(), pluginMetadata.pluginId, [access.queueManage]);

/** While somebody asks, the server tells news by itself; asking goes on in case they are lost. */
const ASK_EVERY_MS = 10_000;

/** The engine at work and the figures of all queues, at most a few seconds old. */
export function useQueueStats() {
  const client = useQueueClient();
  const queryClient = useQueryClient();
  useSignal(queueStatsSignal, (stats) => queryClient.setQueryData(client.stats.queryKey(), stats));
  return useQuery(client.stats.queryOptions({ refetchInterval: ASK_EVERY_MS }));
}

/** The newest that are shown. */
export const MOST_LETTERS = 200;
/** Jobs die anywhere, and without news. */
const ASK_LETTERS_EVERY_MS = 5000;

/** The newest dead letters. */
export const useLetters = () =>
  useQuery(
    useQueueClient().deadLetters.list.queryOptions({
      input: { limit: MOST_LETTERS },
      refetchInterval: ASK_LETTERS_EVERY_MS,
    }),
  );
