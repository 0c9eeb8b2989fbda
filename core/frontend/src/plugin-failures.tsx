import { Button } from "@checkstack/ui";
import { Puzzle } from "lucide-react";
import { useSyncExternalStore } from "react";
import type { PluginLoader } from "./plugin-loader.ts";

/** Names the plugins whose pages are missing. After an update of the server a reload usually brings them. */
export function PluginFailures({ loader }: { loader: PluginLoader }) {
  const failures = useSyncExternalStore(loader.subscribe, loader.failures);
  if (failures.length === 0) return null;
  const names = failures.map(({ pluginId }) => pluginId).join(", ");
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center justify-center gap-x-3 gap-y-1 border-b border-degraded/40 bg-degraded-soft px-4 py-1.5 text-sm text-degraded-text"
    >
      <Puzzle aria-hidden className="size-4 shrink-0" />
      Pages of these plugins could not be loaded: {names}.
      <Button size="sm" onClick={() => window.location.reload()}>
        Reload
      </Button>
    </div>
  );
}
