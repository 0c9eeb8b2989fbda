import type { System } from "@checkstack/catalog-common";
import { Button, DropdownMenu, IconButton, MenuItem } from "@checkstack/ui";
import { Boxes, ChevronDown, Globe, Tag, Trash2, UserRound, X } from "lucide-react";
import { useState } from "react";
import { DeleteSystemsDialog } from "../shared/delete-systems-dialog.tsx";
import { BulkPlaceDialog } from "./bulk-place-dialog.tsx";
import { BulkOwnerDialog } from "./bulk-owner-dialog.tsx";
import { BulkTagsDialog } from "./bulk-tags-dialog.tsx";
import type { Selection } from "./use-selection.ts";

type Open = "none" | "add-tags" | "remove-tags" | "group" | "environment" | "owner" | "delete";

/** What can be done with all that is marked; at the bottom of the window while something is. */
export function SelectionBar({ systems, selection }: { systems: readonly System[]; selection: Selection }) {
  const [open, setOpen] = useState<Open>("none");
  const chosen = systems.filter(({ id }) => selection.ids.has(id));
  const close = () => setOpen("none");
  return (
    <div
      role="region"
      aria-label="Selected systems"
      className="sticky bottom-4 z-20 mx-auto mt-4 flex w-fit max-w-full animate-rise items-center gap-2 rounded-lg border border-line-strong bg-raised p-2 pl-3 shadow-high sm:pl-4"
    >
      <p role="status" className="text-sm font-medium sm:mr-2">
        {selection.count.toLocaleString("en")} selected
      </p>
      <DropdownMenu
        trigger={
          <Button>
            Change <ChevronDown aria-hidden />
          </Button>
        }
      >
        <MenuItem onSelect={() => setOpen("add-tags")}>
          <Tag aria-hidden /> Add tags
        </MenuItem>
        <MenuItem onSelect={() => setOpen("remove-tags")}>
          <Tag aria-hidden /> Remove tags
        </MenuItem>
        <MenuItem onSelect={() => setOpen("group")}>
          <Boxes aria-hidden /> Move to a group
        </MenuItem>
        <MenuItem onSelect={() => setOpen("environment")}>
          <Globe aria-hidden /> Set the environment
        </MenuItem>
        <MenuItem onSelect={() => setOpen("owner")}>
          <UserRound aria-hidden /> Set the owner
        </MenuItem>
      </DropdownMenu>
      <Button onClick={() => setOpen("delete")}>
        <Trash2 aria-hidden /> Delete
      </Button>
      <IconButton label="Clear the selection" onClick={selection.clear}>
        <X aria-hidden />
      </IconButton>
      {(open === "add-tags" || open === "remove-tags") && (
        <BulkTagsDialog systems={chosen} action={open === "add-tags" ? "add" : "remove"} onClose={close} />
      )}
      {(open === "group" || open === "environment") && (
        <BulkPlaceDialog systems={chosen} place={open} onClose={close} />
      )}
      {open === "owner" && <BulkOwnerDialog systems={chosen} onClose={close} />}
      {open === "delete" && <DeleteSystemsDialog systems={chosen} onClose={close} onDeleted={selection.clear} />}
    </div>
  );
}
