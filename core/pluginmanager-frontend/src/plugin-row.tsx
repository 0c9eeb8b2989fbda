import type { Plugin } from "@checkstack/pluginmanager-common";
import { Badge, cn, Duration } from "@checkstack/ui";
import { ChevronRight, TriangleAlert } from "lucide-react";
import { useId, useState } from "react";
import { PluginDetails } from "./plugin-details.tsx";
import { StateBadge } from "./state-badge.tsx";

/** A plugin. What went wrong is told without a click; the rest opens below. */
export function PluginRow({ plugin }: { plugin: Plugin }) {
  const [open, setOpen] = useState(false);
  const detailsId = useId();
  const { id, displayName, version, state, reason, phase, importMs, initMs, lateErrors } = plugin;
  return (
    <li>
      <button
        type="button"
        aria-expanded={open}
        aria-controls={detailsId}
        onClick={() => setOpen(!open)}
        className="flex w-full items-start gap-3 px-4 py-3 text-left hover:bg-hover/60 focus-visible:-outline-offset-2"
      >
        <ChevronRight
          aria-hidden
          className={cn(
            "mt-0.5 size-4 shrink-0 text-text-muted transition-transform duration-100",
            open && "rotate-90",
          )}
        />
        <span className="min-w-0 flex-1 text-sm">
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="font-medium text-text">{displayName}</span>
            <code className="font-mono text-xs text-text-muted">{id}</code>
            <span className="text-xs text-text-muted">{version}</span>
            {lateErrors.length > 0 && (
              <Badge tone="degraded">
                <TriangleAlert aria-hidden />
                {lateErrors.length === 1 ? "1 error since the start" : `${lateErrors.length} errors since the start`}
              </Badge>
            )}
          </span>
          {reason !== undefined && (
            <span className="mt-1 block wrap-anywhere text-text">
              {reason}
              {phase !== undefined && <span className="text-text-muted"> (in {phase})</span>}
            </span>
          )}
        </span>
        <span className="flex shrink-0 flex-col items-end gap-1 sm:flex-row-reverse sm:items-center sm:gap-4">
          <span className="flex sm:w-20">
            <StateBadge state={state} />
          </span>
          <span className="flex gap-3 text-xs text-text-muted tabular-nums max-sm:hidden">
            <Timing label="import" ms={importMs} />
            <Timing label="init" ms={initMs} />
          </span>
        </span>
      </button>
      {open && (
        <div id={detailsId}>
          <PluginDetails plugin={plugin} />
        </div>
      )}
    </li>
  );
}

const Timing = ({ label, ms }: { label: string; ms: number | undefined }) => (
  <span className="w-24 text-right">
    {ms !== undefined && (
      <>
        {label} <Duration ms={ms} />
      </>
    )}
  </span>
);
