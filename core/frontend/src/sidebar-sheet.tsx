import { Sheet } from "@checkstack/ui";
import type { NavGroup } from "./nav.ts";
import { Sidebar } from "./sidebar.tsx";

/** The sidebar on a phone. */
export const SidebarSheet = ({ groups, onClose }: { groups: readonly NavGroup[]; onClose(): void }) => (
  <Sheet open onOpenChange={(open) => !open && onClose()} label="Navigation">
    <Sidebar groups={groups} onNavigate={onClose} />
  </Sheet>
);
