import { plural } from "@checkstack/frontend-api";
import type { System } from "@checkstack/catalog-common";
import { ConfirmDialog, toast } from "@checkstack/ui";
import { useQueryClient } from "@tanstack/react-query";
import { useCatalog } from "./clients.ts";
import { DeletionImpact } from "./deletion-impact.tsx";
import { inBatches } from "./in-batches.ts";

export interface DeleteSystemsDialogProps {
  /** At least one. */
  systems: readonly System[];
  onClose(): void;
  onDeleted(): void;
}

/** As many as one call takes. */
const MOST_AT_ONCE = 2000;

/** Tells what goes with systems before they go. */
export function DeleteSystemsDialog({ systems, onClose, onDeleted }: DeleteSystemsDialogProps) {
  const catalog = useCatalog();
  const queryClient = useQueryClient();
  const ids = systems.map(({ id }) => id);
  const [only] = systems.length === 1 ? systems : [];
  const what = only ? `“${only.name}”` : plural(systems.length, "system");
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${what}?`}
      description={<DeletionImpact ids={ids} mostAtOnce={MOST_AT_ONCE} />}
      typed={only?.name ?? `delete ${systems.length}`}
      confirmLabel={only ? "Delete system" : `Delete ${plural(systems.length, "system")}`}
      onConfirm={async () => {
        try {
          await inBatches(ids, {
            size: MOST_AT_ONCE,
            run: async (batch) => (await catalog.systems.bulkDelete.call({ ids: batch })).deleted,
          });
        } finally {
          void queryClient.invalidateQueries({ queryKey: catalog.systems.list.key() });
        }
        toast.success(only ? `${what} is deleted` : `${what} are deleted`);
        onDeleted();
      }}
    />
  );
}
