import { ConfigForm } from "@checkstack/frontend-api";
import type { Engine } from "@checkstack/queue-common";
import { Card, CardBody, CardHeader, toast } from "@checkstack/ui";
import { useQueryClient } from "@tanstack/react-query";
import { useQueueClient } from "../shared/clients.ts";

/** What may be set for one engine, as a form made from its JSON Schema. */
export function EngineSettings({ engine: { id, displayName, settings } }: { engine: Engine }) {
  const client = useQueueClient();
  const queryClient = useQueryClient();
  if (!settings) return null;
  return (
    <Card>
      <CardHeader title={`Settings of ${displayName}`} description="They hold in every process at once." />
      <CardBody>
        <ConfigForm
          schema={settings.schema}
          config={settings.values}
          className="max-w-xl"
          onSave={async (values) => {
            await client.engines.configure.call({ id, values });
            await queryClient.invalidateQueries({ queryKey: client.key() });
            toast.success(`The settings of ${displayName} are saved`);
          }}
        />
      </CardBody>
    </Card>
  );
}
