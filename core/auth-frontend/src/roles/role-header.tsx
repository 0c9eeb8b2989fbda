import type { Role } from "@checkstack/auth-common";
import { Badge, cn, DropdownMenu, IconButton, MenuItem, MenuSeparator } from "@checkstack/ui";
import { Ellipsis, Pencil, Trash2 } from "lucide-react";

export interface RoleHeaderProps {
  role: Role;
  mayManage: boolean;
  onRename(): void;
  onDelete(): void;
  className: string;
}

/** The head of a role's column. Roles of the platform keep their names. */
export const RoleHeader = ({ role, mayManage, onRename, onDelete, className }: RoleHeaderProps) => (
  <th
    scope="col"
    className={cn("h-11 border-b border-line px-3 text-center font-medium whitespace-nowrap sm:min-w-28", className)}
  >
    <span className="inline-flex items-center gap-1">
      <span className="text-sm text-text">{role.name}</span>
      {role.builtIn && <Badge>Built in</Badge>}
      {mayManage && !role.builtIn && (
        <DropdownMenu
          trigger={
            <IconButton size="sm" label={`Actions for ${role.name}`}>
              <Ellipsis aria-hidden />
            </IconButton>
          }
        >
          <MenuItem onSelect={onRename}>
            <Pencil aria-hidden /> Rename
          </MenuItem>
          <MenuSeparator />
          <MenuItem tone="danger" onSelect={onDelete}>
            <Trash2 aria-hidden /> Delete
          </MenuItem>
        </DropdownMenu>
      )}
    </span>
  </th>
);
