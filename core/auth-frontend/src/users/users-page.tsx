import type { User } from "@checkstack/auth-common";
import { usePageMeta } from "@checkstack/frontend-api";
import { Button, Card, EmptyState, ErrorState, PageHeader, SearchInput, SkeletonRows } from "@checkstack/ui";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { UserPlus, Users } from "lucide-react";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { useAuth, useMayManageUsers } from "../shared/clients.ts";
import { CreateUserDialog } from "./create-user-dialog.tsx";
import { DeleteUserDialog } from "./delete-user-dialog.tsx";
import { EditUserDialog } from "./edit-user-dialog.tsx";
import { newUserParameter, searchParameter } from "./paths.ts";
import { UsersTable } from "./users-table.tsx";

const PAGE_SIZE = 100;

/** Who has an account. */
export default function UsersPage() {
  usePageMeta({ title: "Users" });
  const auth = useAuth();
  const mayManage = useMayManageUsers();
  const [parameters, setParameters] = useSearchParams();
  const [edited, setEdited] = useState<User>();
  const [doomed, setDoomed] = useState<User>();
  const text = parameters.get(searchParameter) ?? "";
  const search = text.trim() || undefined;
  const list = useInfiniteQuery(
    auth.users.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ limit: PAGE_SIZE, search, cursor }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }) => nextCursor,
      placeholderData: keepPreviousData,
    }),
  );
  const users = list.data?.pages.flatMap(({ items }) => items);
  const change = (name: string, value: string | undefined) =>
    setParameters(
      (current) => {
        const next = new URLSearchParams(current);
        if (value === undefined) next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true, preventScrollReset: true },
    );

  return (
    <>
      <PageHeader
        title="Users"
        description="Who has an account, and the roles that say what each may do."
        actions={
          mayManage && (
            <Button look="primary" onClick={() => change(newUserParameter, "")}>
              <UserPlus aria-hidden /> Add a user
            </Button>
          )
        }
      />
      <div className="mb-3 sm:max-w-xs">
        <SearchInput
          label="Search users"
          placeholder="Search by name or e-mail"
          value={text}
          onChange={(words) => change(searchParameter, words || undefined)}
        />
      </div>
      <Card>
        {users ? (
          users.length === 0 ? (
            <EmptyState
              icon={Users}
              title="Nobody matches"
              description="Search for a part of the name or of the e-mail address."
              action={<Button onClick={() => change(searchParameter, undefined)}>Show everybody</Button>}
            />
          ) : (
            <UsersTable users={users} mayManage={mayManage} onEdit={setEdited} onDelete={setDoomed} />
          )
        ) : list.error ? (
          <ErrorState
            className="m-4"
            title="The users could not be loaded"
            error={list.error}
            onRetry={() => void list.refetch()}
          />
        ) : (
          <SkeletonRows />
        )}
      </Card>
      {list.hasNextPage && (
        <Button className="mt-3" pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show more
        </Button>
      )}
      {mayManage && parameters.has(newUserParameter) && (
        <CreateUserDialog onClose={() => change(newUserParameter, undefined)} />
      )}
      {edited && <EditUserDialog user={edited} onClose={() => setEdited(undefined)} />}
      {doomed && <DeleteUserDialog user={doomed} onClose={() => setDoomed(undefined)} />}
    </>
  );
}
