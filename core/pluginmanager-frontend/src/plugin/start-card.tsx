import type { PluginDetail } from "@checkstack/pluginmanager-common";
import { Card, CardBody, CardHeader, Duration } from "@checkstack/ui";
import { Detail, Details } from "../shared/section.tsx";
import { StateBadge } from "../shared/state-badge.tsx";

/** The plugin's line of the boot report. */
export const StartCard = ({ plugin: { state, importMs, initMs } }: { plugin: PluginDetail }) => (
  <Card>
    <CardHeader title="Boot report" description="How it started the last time" />
    <CardBody>
      <Details>
        <Detail term="State">
          <StateBadge state={state} />
        </Detail>
        <Detail term="Import">{importMs !== undefined && <Duration ms={importMs} />}</Detail>
        <Detail term="Init">{initMs !== undefined && <Duration ms={initMs} />}</Detail>
      </Details>
    </CardBody>
  </Card>
);
