import type { PluginDetail } from "@checkstack/pluginmanager-common";
import { Card, CardBody, CardHeader } from "@checkstack/ui";
import { Link } from "react-router";
import { Additions } from "../shared/additions.tsx";
import { pluginPath } from "../shared/paths.ts";
import { AboutCard } from "./about-card.tsx";
import { FaultCard } from "./fault-card.tsx";
import { ReachCard } from "./reach-card.tsx";
import { StartCard } from "./start-card.tsx";

/** What there is to know of a plugin without changing anything. What went wrong comes first. */
export const Overview = ({ plugin }: { plugin: PluginDetail }) => (
  <div className="flex flex-col gap-5">
    <FaultCard plugin={plugin} />
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <div className="flex min-w-0 flex-col gap-5">
        <AboutCard plugin={plugin} />
        <StartCard plugin={plugin} />
        <Dependents dependents={plugin.dependents} />
      </div>
      <div className="flex min-w-0 flex-col gap-5">
        <ReachCard plugin={plugin} />
        <Card>
          <CardHeader title="What it adds" />
          <CardBody>
            <Additions accessRules={plugin.accessRules} {...plugin.adds} />
          </CardBody>
        </Card>
      </div>
    </div>
  </div>
);

const Dependents = ({ dependents }: Pick<PluginDetail, "dependents">) => (
  <Card>
    <CardHeader title="What needs it" description="It cannot be disabled or uninstalled before these" />
    {dependents.length === 0 ? (
      <p className="p-4 text-sm text-text-muted">No other plugin needs it.</p>
    ) : (
      <ul className="divide-y divide-line">
        {dependents.map(({ pluginId, displayName, why }) => (
          <li key={pluginId} className="px-4 py-2 text-sm">
            <Link to={pluginPath(pluginId)} className="font-medium text-accent-text hover:underline">
              {displayName}
            </Link>
            <p className="wrap-anywhere text-text-muted">{why}</p>
          </li>
        ))}
      </ul>
    )}
  </Card>
);
