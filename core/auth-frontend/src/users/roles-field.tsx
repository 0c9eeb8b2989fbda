import { Checkbox, ErrorState, FieldError, SkeletonRows } from "@checkstack/ui";
import { useQuery } from "@tanstack/react-query";
import { useAuth } from "../shared/clients.ts";

export interface RolesFieldProps {
  roles: readonly string[];
  onChange(roles: string[]): void;
  error: string | undefined;
}

/** The roles of a user. `anonymous` is for visitors: nobody is given it. */
export function RolesField({ roles, onChange, error }: RolesFieldProps) {
  const list = useQuery(useAuth().roles.list.queryOptions());
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-2 text-sm font-medium text-text">Roles</legend>
      {list.data ? (
        list.data
          .filter(({ id }) => id !== "anonymous")
          .map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name}
              hint={id === "admin" ? "May do everything." : undefined}
              checked={roles.includes(id)}
              onCheckedChange={(checked) =>
                onChange(checked === true ? [...roles, id] : roles.filter((role) => role !== id))
              }
            />
          ))
      ) : list.error ? (
        <ErrorState title="The roles could not be loaded" error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <SkeletonRows rows={2} className="p-0" />
      )}
      {error && <FieldError>{error}</FieldError>}
    </fieldset>
  );
}
