import type { Dependent } from "@checkstack/pluginmanager-common";
import { Button, Dialog } from "@checkstack/ui";
import { TriangleAlert } from "lucide-react";
import { Link } from "react-router";
import { pluginPath } from "../shared/paths.ts";

/** Names the plugins that would break, which is why the server refuses. */
const DependentsNotice = ({ dependents }: { dependents: readonly Dependent[] }) => (
  <div className="flex items-start gap-2 rounded-md bg-degraded-soft px-3 py-2 text-sm text-text">
    <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-degraded-text" />
    <div className="min-w-0">
      <p className="font-medium">Other plugins need it. Disable or uninstall these first:</p>
      <ul className="mt-1 flex flex-col gap-0.5">
        {dependents.map(({ pluginId, displayName, why }) => (
          <li key={pluginId} className="wrap-anywhere">
            <Link to={pluginPath(pluginId)} className="text-accent-text hover:underline">
              {displayName}
            </Link>
            : {why}
          </li>
        ))}
      </ul>
    </div>
  </div>
);

export interface NeededDialogProps {
  /** `Deadlines cannot be disabled yet` */
  title: string;
  dependents: readonly Dependent[];
  onClose(): void;
}

/** In place of the question, when the answer of the server is known. */
export const NeededDialog = ({ title, dependents, onClose }: NeededDialogProps) => (
  <Dialog
    open
    onOpenChange={(open) => !open && onClose()}
    title={title}
    size="sm"
    footer={<Button onClick={onClose}>Close</Button>}
  >
    <DependentsNotice dependents={dependents} />
  </Dialog>
);
