import type { PluginDetail } from "@checkstack/pluginmanager-common";
import { Card, CardBody, CardHeader } from "@checkstack/ui";
import { useMayManagePlugins } from "../shared/clients.ts";
import { formatBytes } from "../shared/format-bytes.ts";
import { Detail, Details } from "../shared/section.tsx";
import { SentenceList } from "../shared/sentence-list.tsx";
import { MoveButton } from "./move-button.tsx";

/** What the plugin could do if its author wished. */
export function ReachCard({ plugin }: { plugin: PluginDetail }) {
  const { installed, place, reaches } = plugin;
  // What was installed to run in a process of its own stays in one.
  const mayMove = useMayManagePlugins() && installed?.runs !== "isolated" && place !== undefined;
  return (
    <Card>
      <CardHeader
        title="What it can reach"
        description={
          installed
            ? "Installing is trusting; isolation is what limits it"
            : "It came with Checkstack, and is trusted like it"
        }
      />
      <CardBody className="flex flex-col gap-4">
        <SentenceList label="What it can reach" sentences={reaches.map((sentence) => ({ tone: "plain", sentence }))} />
        <Memory place={place} />
        {mayMove && <MoveButton plugin={plugin} />}
      </CardBody>
    </Card>
  );
}

function Memory({ place }: Pick<PluginDetail, "place">) {
  if (place?.place !== "own-process" || place.process?.memoryBytes === undefined) return null;
  return (
    <Details>
      <Detail term="Memory">
        {formatBytes(place.process.memoryBytes)} of {formatBytes(place.maxMemoryBytes)}
      </Detail>
    </Details>
  );
}
