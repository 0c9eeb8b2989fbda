import { plural } from "@checkstack/frontend-api";
import type { System } from "@checkstack/catalog-common";
import { toast } from "@checkstack/ui";
import { useQueryClient } from "@tanstack/react-query";
import { useCatalog } from "../shared/clients.ts";
import { inBatches } from "../shared/in-batches.ts";

/** What is changed of all of them; what is absent stays. */
export interface BulkChange {
  addTags?: string[];
  removeTags?: string[];
  owner?: string;
  groupId?: string | null;
  environmentId?: string | null;
}

/** As many as one call takes. */
const MOST_AT_ONCE = 2000;

/** Changes many systems, and says how many were. */
export function useBulkUpdate(systems: readonly System[]): (change: BulkChange) => Promise<void> {
  const catalog = useCatalog();
  const queryClient = useQueryClient();
  return async (change) => {
    try {
      const changed = await inBatches(
        systems.map(({ id }) => id),
        {
          size: MOST_AT_ONCE,
          run: async (ids) => (await catalog.systems.bulkUpdate.call({ ids, ...change })).changed,
        },
      );
      toast.success(`${plural(changed, "system")} changed`);
    } finally {
      void queryClient.invalidateQueries({ queryKey: catalog.systems.key() });
    }
  };
}
