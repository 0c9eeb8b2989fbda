import type { Dependent } from "@checkstack/pluginmanager-common";
import { TriangleAlert } from "lucide-react";

/** Names the plugins that would break, which is why the server will refuse; nothing when there are none. */
export const DependentsNotice = ({ dependents }: { dependents: readonly Dependent[] }) =>
  dependents.length > 0 && (
    <div className="flex items-start gap-2 rounded-md bg-degraded-soft px-3 py-2 text-sm text-text">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-degraded-text" />
      <div className="min-w-0">
        <p className="font-medium">Other plugins need it. Disable or uninstall these first:</p>
        <ul className="mt-1 flex flex-col gap-0.5">
          {dependents.map(({ pluginId, displayName, why }) => (
            <li key={pluginId} className="wrap-anywhere">
              {displayName}: {why}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
