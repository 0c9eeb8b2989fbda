import { plural } from "@checkstack/frontend-api";
import { DropdownMenu, IconButton, MenuItem, MenuSeparator } from "@checkstack/ui";
import { ChevronDown, ChevronRight, Ellipsis, FolderPlus, Pencil, Plus, Trash2 } from "lucide-react";
import { Link } from "react-router";
import { pathText, type GroupNode } from "../shared/group-tree.ts";
import { newSystemPath, systemsWith } from "../shared/paths.ts";

export interface GroupRowProps {
  node: GroupNode;
  closed: boolean;
  mayManage: boolean;
  onToggle(): void;
  onCreateInside(): void;
  onEdit(): void;
  onDelete(): void;
}

/** A group, as far to the right as it lies deep. */
export const GroupRow = ({ node, closed, mayManage, ...on }: GroupRowProps) => {
  const { group, path, children } = node;
  return (
    <div
      className="flex min-h-11 items-center gap-1 border-b border-line py-1 pr-2 hover:bg-hover/60"
      style={{ paddingLeft: `${0.5 + (path.length - 1) * 1.25}rem` }}
    >
      {children.length > 0 ? (
        <IconButton
          size="sm"
          label={closed ? `Open ${group.name}` : `Close ${group.name}`}
          aria-expanded={!closed}
          onClick={on.onToggle}
        >
          {closed ? <ChevronRight aria-hidden /> : <ChevronDown aria-hidden />}
        </IconButton>
      ) : (
        <span className="w-7 shrink-0 pointer-coarse:w-10" />
      )}
      <div className="min-w-0 flex-1 text-sm">
        <Link
          to={systemsWith({ group: group.id })}
          aria-label={path.length > 1 ? pathText(path) : undefined}
          className="rounded-sm font-medium wrap-anywhere text-text hover:underline"
        >
          {group.name}
        </Link>
        {group.description && (
          <span className="block truncate text-xs text-text-muted" title={group.description}>
            {group.description}
          </span>
        )}
      </div>
      <span className="shrink-0 px-2 text-xs text-text-muted">{plural(group.systemCount, "system")}</span>
      {mayManage && (
        <DropdownMenu
          trigger={
            <IconButton label={`Actions for ${group.name}`}>
              <Ellipsis aria-hidden />
            </IconButton>
          }
        >
          <MenuItem onSelect={on.onEdit}>
            <Pencil aria-hidden /> Rename or move
          </MenuItem>
          <MenuItem onSelect={on.onCreateInside}>
            <FolderPlus aria-hidden /> Create a group inside
          </MenuItem>
          <MenuItem asChild>
            <Link to={`${newSystemPath}?group=${encodeURIComponent(group.id)}`}>
              <Plus aria-hidden /> Add a system
            </Link>
          </MenuItem>
          <MenuSeparator />
          <MenuItem tone="danger" onSelect={on.onDelete}>
            <Trash2 aria-hidden /> Delete
          </MenuItem>
        </DropdownMenu>
      )}
    </div>
  );
};
