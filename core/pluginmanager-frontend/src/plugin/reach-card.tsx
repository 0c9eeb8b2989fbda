import type { PluginDetail } from "@checkstack/pluginmanager-common";
import { Card, CardBody, CardHeader } from "@checkstack/ui";
import { placeLooks, placeOf } from "../shared/place.tsx";
import { SentenceList } from "../shared/sentence-list.tsx";

/** What the plugin could do if its author wished. */
export function ReachCard({ plugin }: { plugin: PluginDetail }) {
  const place = placeOf(plugin);
  return (
    <Card>
      <CardHeader
        title="What it can reach"
        description={
          place === "built-in"
            ? "It came with Checkstack, and is trusted like it"
            : "Installing is trusting; isolation is what limits it"
        }
      />
      <CardBody className="flex flex-col gap-3">
        <p className="text-sm text-text">{placeLooks[place].sentence}</p>
        {plugin.reaches.length > 0 && (
          <SentenceList
            label="What it can reach"
            sentences={plugin.reaches.map((sentence) => ({ tone: "plain", sentence }))}
          />
        )}
      </CardBody>
    </Card>
  );
}
