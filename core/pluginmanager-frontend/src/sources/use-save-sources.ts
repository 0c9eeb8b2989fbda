import type { SourceSettings } from "@checkstack/pluginmanager-common";
import { useQueryClient } from "@tanstack/react-query";
import { useManager } from "../shared/clients.ts";

/** Sends the settings as a whole; what the server then has is shown at once. */
export function useSaveSources(): (settings: SourceSettings) => Promise<void> {
  const manager = useManager();
  const queryClient = useQueryClient();
  return async (settings) => {
    queryClient.setQueryData(manager.sources.get.queryKey(), await manager.sources.update.call(settings));
    void queryClient.invalidateQueries({ queryKey: manager.catalog.key() });
  };
}
