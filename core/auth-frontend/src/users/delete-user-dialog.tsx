import type { User } from "@checkstack/auth-common";
import { usePrincipal, useSession } from "@checkstack/frontend-api";
import { ConfirmDialog, toast } from "@checkstack/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useAuth } from "../shared/clients.ts";

export function DeleteUserDialog({ user, onClose }: { user: User; onClose(): void }) {
  const auth = useAuth();
  const queryClient = useQueryClient();
  const person = usePrincipal();
  const { refresh } = useSession();
  const { mutateAsync: remove } = useMutation(auth.users.delete.mutationOptions());
  const isOneself = person.type === "user" && person.id === user.id;
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={isOneself ? "Delete your own account?" : `Delete ${user.name}?`}
      description={
        <>
          The account, its sessions and its API keys are gone at once and cannot be brought back. To keep them, disable
          the account instead.
        </>
      }
      typed={user.email}
      confirmLabel="Delete user"
      onConfirm={async () => {
        await remove({ id: user.id });
        if (isOneself) return refresh();
        toast.success(`${user.name} is deleted`);
        await queryClient.invalidateQueries({ queryKey: auth.users.key() });
      }}
    />
  );
}
