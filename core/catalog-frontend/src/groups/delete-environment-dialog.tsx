import { plural } from "@checkstack/frontend-api";
import type { Environment } from "@checkstack/catalog-common";
import { ConfirmDialog, toast } from "@checkstack/ui";
import { useQueryClient } from "@tanstack/react-query";
import { useCatalog } from "../shared/clients.ts";

export interface DeleteEnvironmentDialogProps {
  environment: Environment;
  onClose(): void;
}

export function DeleteEnvironmentDialog({ environment, onClose }: DeleteEnvironmentDialogProps) {
  const catalog = useCatalog();
  const queryClient = useQueryClient();
  const { name, systemCount } = environment;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete the environment “${name}”?`}
      description={
        systemCount === 0
          ? "No system is in it."
          : `${plural(systemCount, "system")} in it ${systemCount === 1 ? "stays" : "stay"}, without an environment.`
      }
      confirmLabel="Delete environment"
      onConfirm={async () => {
        await catalog.environments.delete.call({ id: environment.id });
        await queryClient.invalidateQueries({ queryKey: catalog.environments.key() });
        void queryClient.invalidateQueries({ queryKey: catalog.systems.key() });
        toast.success(`The environment “${name}” is deleted`);
      }}
    />
  );
}
