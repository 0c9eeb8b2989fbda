import type { Plugin } from "@checkstack/pluginmanager-common";
import { plural } from "@checkstack/frontend-api";
import { Badge, Duration } from "@checkstack/ui";
import { ChevronRight, TriangleAlert } from "lucide-react";
import { Link } from "react-router";
import { pluginPath } from "../shared/paths.ts";
import { PlaceBadge, placeOf } from "../shared/place.tsx";
import { SignatureBadge } from "../shared/signature-badge.tsx";
import { StateBadge } from "../shared/state-badge.tsx";

/** A plugin. What went wrong is told without a click; the rest is on its page. */
export function PluginRow({ plugin }: { plugin: Plugin }) {
  const { id, displayName, version, state, reason, phase, importMs, initMs, lateErrors, installed } = plugin;
  return (
    <li>
      <Link
        to={pluginPath(id)}
        className="flex items-start gap-3 px-4 py-3 text-sm hover:bg-hover/60 focus-visible:-outline-offset-2"
      >
        <span className="min-w-0 flex-1">
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="font-medium text-text">{displayName}</span>
            <code className="font-mono text-xs text-text-muted">{id}</code>
            <span className="text-xs text-text-muted">{version}</span>
            {installed && <PlaceBadge place={placeOf(plugin)} />}
            {installed && <SignatureBadge signature={installed.signature} />}
            {lateErrors.length > 0 && (
              <Badge tone="degraded">
                <TriangleAlert aria-hidden />
                {plural(lateErrors.length, "error")} since the start
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
          <span className="flex items-center gap-2 sm:w-28">
            <StateBadge state={state} />
            <ChevronRight aria-hidden className="ml-auto size-4 text-text-muted max-sm:hidden" />
          </span>
          <span className="flex gap-3 text-xs text-text-muted tabular-nums max-sm:hidden">
            <Timing label="import" ms={importMs} />
            <Timing label="init" ms={initMs} />
          </span>
        </span>
      </Link>
    </li>
  );
}

const Timing = ({ label, ms }: { label: string; ms: number | undefined }) => (
  <span className="w-24 text-right max-lg:hidden">
    {ms !== undefined && (
      <>
        {label} <Duration ms={ms} />
      </>
    )}
  </span>
);
