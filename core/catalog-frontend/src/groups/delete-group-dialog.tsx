import type { Group } from "@checkstack/catalog-common";
import { ConfirmDialog, toast } from "@checkstack/ui";
import { useQueryClient } from "@tanstack/react-query";
import { useCatalog } from "../shared/clients.ts";
import { usePlaces } from "../shared/use-places.ts";

export function DeleteGroupDialog({ group, onClose }: { group: Group; onClose(): void }) {
  const catalog = useCatalog();
  const queryClient = useQueryClient();
  const parent = usePlaces().groups.get(group.parentId ?? "")?.group;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete the group “${group.name}”?`}
      description={
        parent
          ? `Its systems and the groups in it stay: they move up into “${parent.name}”.`
          : "Its systems and the groups in it stay: they are in no group then."
      }
      confirmLabel="Delete group"
      onConfirm={async () => {
        await catalog.groups.delete.call({ id: group.id });
        await queryClient.invalidateQueries({ queryKey: catalog.groups.key() });
        void queryClient.invalidateQueries({ queryKey: catalog.systems.key() });
        toast.success(`The group “${group.name}” is deleted`);
      }}
    />
  );
}
