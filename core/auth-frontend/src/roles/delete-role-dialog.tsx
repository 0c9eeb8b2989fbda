import type { Role } from "@checkstack/auth-common";
import { ConfirmDialog, toast } from "@checkstack/ui";
import { useMutation } from "@tanstack/react-query";
import { useAuth } from "../shared/clients.ts";
import { useRolesChanged } from "./use-roles.ts";

export function DeleteRoleDialog({ role, onClose }: { role: Role; onClose(): void }) {
  const rolesChanged = useRolesChanged();
  const { mutateAsync: remove } = useMutation(useAuth().roles.delete.mutationOptions());
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete the role ${role.name}?`}
      description="People who have it keep their accounts and lose what only this role allowed them."
      confirmLabel="Delete role"
      onConfirm={async () => {
        await remove({ id: role.id });
        await rolesChanged();
        toast.success(`The role ${role.name} is deleted`);
      }}
    />
  );
}
