import { Dialog, Kbd } from "@checkstack/ui";
import type { NavGroup } from "./nav.ts";

export interface ShortcutsDialogProps {
  groups: readonly NavGroup[];
  onClose(): void;
}

export function ShortcutsDialog({ groups, onClose }: ShortcutsDialogProps) {
  const pages = groups.flatMap(({ entries }) =>
    entries.flatMap(({ title, shortcut }) => (shortcut ? [{ keys: ["g", shortcut], title: `Go to ${title}` }] : [])),
  );
  const rows = [
    { keys: ["mod+k"], title: "Search and commands" },
    { keys: ["?"], title: "This list" },
    ...pages,
    { keys: ["left", "right"], title: "Step through the bars of a check" },
    { keys: ["escape"], title: "Close what is open" },
  ];
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Keyboard shortcuts" size="sm">
      <dl className="divide-y divide-line text-sm">
        {rows.map(({ keys, title }) => (
          <div key={title} className="flex items-center justify-between gap-4 py-2">
            <dt>{title}</dt>
            <dd className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key} keys={key} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
