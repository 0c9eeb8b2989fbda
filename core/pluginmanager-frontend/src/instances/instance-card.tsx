import { plural } from "@checkstack/frontend-api";
import type { Instance } from "@checkstack/pluginmanager-common";
import {
  Badge,
  Card,
  CardBody,
  CardHeader,
  Duration,
  formatDuration,
  RelativeTime,
  type BadgeProps,
} from "@checkstack/ui";
import { Link } from "react-router";
import { pluginPath } from "../shared/paths.ts";
import { StateBadge } from "../shared/state-badge.tsx";

/** One process: where it is, how it does, and what it runs. What does not run is told first. */
export function InstanceCard({ instance }: { instance: Instance }) {
  const { id, name, url, version, isThis, state, plugins } = instance;
  const ailing = plugins.filter((plugin) => plugin.state !== "ready");
  const well = plugins.filter((plugin) => plugin.state === "ready");
  const { word, tone } = STATES[state];
  return (
    <Card aria-label={`Instance ${id}`}>
      <CardHeader
        title={
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            {name}
            <Badge tone={tone} data-state={state}>
              {word}
            </Badge>
            {isThis && <Badge>answers you</Badge>}
          </span>
        }
        description={
          <span className="wrap-anywhere">
            {url} · version {version} · <code className="font-mono text-xs">{id}</code>
          </span>
        }
      />
      <CardBody className="grid gap-4">
        <Figures instance={instance} />
        {ailing.length > 0 && (
          <ul aria-label="Plugins that do not run" className="grid gap-2 text-sm">
            {ailing.map(({ pluginId, displayName, state: pluginState, reason }) => (
              <li key={pluginId} className="flex flex-wrap items-start gap-x-2 gap-y-1">
                <StateBadge state={pluginState} />
                <Link to={pluginPath(pluginId)} className="font-medium text-text underline-offset-2 hover:underline">
                  {displayName}
                </Link>
                {reason !== undefined && <span className="wrap-anywhere text-text-muted">{reason}</span>}
              </li>
            ))}
          </ul>
        )}
        <ul aria-label="Plugins that run" className="flex flex-wrap gap-1.5 text-sm">
          {well.map(({ pluginId, displayName, version: pluginVersion, isolated }) => (
            <li key={pluginId}>
              <Link
                to={pluginPath(pluginId)}
                className="flex items-center gap-1.5 rounded-md border border-line-strong px-2 py-0.5 text-text hover:bg-hover"
              >
                {displayName}
                <span className="text-xs text-text-muted tabular-nums">{pluginVersion}</span>
                {isolated && <span className="text-xs text-text-muted">· own process</span>}
              </Link>
            </li>
          ))}
        </ul>
        {plugins.length === 0 && <p className="text-sm text-text-muted">It runs no plugin.</p>}
      </CardBody>
    </Card>
  );
}

const STATES: Readonly<Record<Instance["state"], { word: string; tone: NonNullable<BadgeProps["tone"]> }>> = {
  starting: { word: "Starting", tone: "neutral" },
  running: { word: "Running", tone: "healthy" },
  draining: { word: "Leaving", tone: "degraded" },
  lost: { word: "Lost", tone: "unhealthy" },
};

function Figures({ instance: { startedAt, heartbeatAgeMs, state, load } }: { instance: Instance }) {
  const figures = [
    { label: "Started", value: <RelativeTime at={startedAt} /> },
    { label: "Memory", value: `${load.memoryMb} MB` },
    { label: "Late by", value: <Duration ms={load.lagMs} /> },
    { label: "Answers", value: `${plural(load.running, "call")} of others` },
    ...(state === "lost" ? [{ label: "Last heard of", value: `${formatDuration(heartbeatAgeMs)} ago` }] : []),
  ];
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2 text-sm">
      {figures.map(({ label, value }) => (
        <div key={label}>
          <dt className="text-xs text-text-muted">{label}</dt>
          <dd className="text-text tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
