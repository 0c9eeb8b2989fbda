import { SlotOutlet, usePrincipal, userMenuSlot } from "@checkstack/frontend-api";
import { DropdownMenu, Kbd, MenuItem, MenuSeparator } from "@checkstack/ui";
import { Keyboard } from "lucide-react";
import { UserButton } from "./user-button.tsx";

/** The menu behind the button of the person. Mounted open: it is fetched when somebody asks for it. */
export function UserMenu({ name, onShortcuts }: { name: string; onShortcuts(): void }) {
  const person = usePrincipal();
  return (
    <DropdownMenu defaultOpen trigger={<UserButton name={name} />}>
      <div className="min-w-52 px-2 py-1.5">
        <p className="truncate text-sm font-medium text-text">{name}</p>
        {person.type === "user" && <p className="truncate text-xs text-text-muted">{person.email}</p>}
      </div>
      <MenuSeparator />
      <SlotOutlet slot={userMenuSlot} props={{}} />
      <MenuSeparator />
      <MenuItem onSelect={onShortcuts}>
        <Keyboard aria-hidden />
        <span className="flex-1">Keyboard shortcuts</span>
        <Kbd keys="?" />
      </MenuItem>
    </DropdownMenu>
  );
}
