import type { Role } from "@checkstack/auth-common";
import { useSession } from "@checkstack/frontend-api";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useAuth } from "../shared/clients.ts";
import type { RulesDraft } from "./rules-draft.ts";

export const useRoles = () => useQuery(useAuth().roles.list.queryOptions());

/** Called when roles have changed: what this person may do may have changed with them. */
export function useRolesChanged(): () => Promise<void> {
  const auth = useAuth();
  const queryClient = useQueryClient();
  const { refresh } = useSession();
  return async () => {
    await Promise.all([queryClient.invalidateQueries({ queryKey: auth.roles.key() }), refresh()]);
  };
}

/** Saves the rules of every role in a draft, one after the other; those before one that fails are saved. */
export function useSaveRules() {
  const auth = useAuth();
  const rolesChanged = useRolesChanged();
  return useMutation({
    mutationFn: async ({ roles, draft }: { roles: readonly Role[]; draft: RulesDraft }) => {
      for (const { id } of roles) {
        const accessRules = draft[id];
        // The server locks what it changes: one after the other takes no longer, and stops at what fails.
        // oxlint-disable-next-line no-await-in-loop
        if (accessRules) await auth.roles.update.call({ id, accessRules: [...accessRules] });
      }
    },
    onSettled: rolesChanged,
  });
}
