import type { User } from "@checkstack/auth-common";
import { usePrincipal } from "@checkstack/frontend-api";
import {
  Badge,
  Button,
  DropdownMenu,
  IconButton,
  MenuItem,
  MenuSeparator,
  RelativeTime,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
} from "@checkstack/ui";
import { Ellipsis, Pencil, Trash2, UserX } from "lucide-react";
import { useRoleNames } from "../shared/use-role-names.ts";

export interface UsersTableProps {
  users: readonly User[];
  mayManage: boolean;
  onEdit(user: User): void;
  onDelete(user: User): void;
}

export const UsersTable = ({ users, ...rest }: UsersTableProps) => (
  <Table label="Users">
    <TableHead>
      <tr>
        <TableHeader>Name</TableHeader>
        <TableHeader>Roles</TableHeader>
        <TableHeader className="max-sm:hidden">Last sign-in</TableHeader>
        {rest.mayManage && (
          <TableHeader className="w-12">
            <span className="sr-only">Actions</span>
          </TableHeader>
        )}
      </tr>
    </TableHead>
    <TableBody>
      {users.map((user) => (
        <UserRow key={user.id} user={user} {...rest} />
      ))}
    </TableBody>
  </Table>
);

interface UserRowProps extends Omit<UsersTableProps, "users"> {
  user: User;
}

function UserRow({ user, mayManage, onEdit, onDelete }: UserRowProps) {
  const person = usePrincipal();
  const roleNames = useRoleNames();
  return (
    <tr className="hover:[&>td]:bg-hover/60">
      <TableCell className="min-w-40">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium wrap-anywhere">
          {mayManage ? (
            <Button
              look="link"
              onClick={() => onEdit(user)}
              className="border-0 text-left whitespace-normal text-text pointer-coarse:min-h-0"
            >
              {user.name}
            </Button>
          ) : (
            user.name
          )}
          {person.type === "user" && person.id === user.id && <Badge tone="accent">You</Badge>}
          {user.disabled && (
            <Badge tone="degraded">
              <UserX aria-hidden /> Disabled
            </Badge>
          )}
        </span>
        <span className="block text-xs wrap-anywhere text-text-muted">{user.email}</span>
      </TableCell>
      <TableCell>
        <span className="flex flex-wrap gap-1">
          {user.roles.length === 0 && <span className="text-text-muted">None</span>}
          {user.roles.map((id) => (
            <Badge key={id}>{roleNames.get(id) ?? id}</Badge>
          ))}
        </span>
      </TableCell>
      <TableCell className="text-text-muted max-sm:hidden">
        {user.lastSignInAt ? <RelativeTime at={user.lastSignInAt} /> : "Never"}
      </TableCell>
      {mayManage && (
        <TableCell>
          <DropdownMenu
            trigger={
              <IconButton label={`Actions for ${user.name}`}>
                <Ellipsis aria-hidden />
              </IconButton>
            }
          >
            <MenuItem onSelect={() => onEdit(user)}>
              <Pencil aria-hidden /> Edit
            </MenuItem>
            <MenuSeparator />
            <MenuItem tone="danger" onSelect={() => onDelete(user)}>
              <Trash2 aria-hidden /> Delete
            </MenuItem>
          </DropdownMenu>
        </TableCell>
      )}
    </tr>
  );
}
