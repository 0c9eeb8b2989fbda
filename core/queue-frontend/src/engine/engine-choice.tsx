import { AUTOMATIC, type Engine, type EngineState } from "@checkstack/queue-common";
import { Button, Card, CardBody, CardHeader, ErrorState, RadioGroup, toast } from "@checkstack/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useQueueClient } from "../shared/clients.ts";

/** The engines that could run the queues, one of them chosen. */
export function EngineChoice({ engines, state }: { engines: readonly Engine[]; state: EngineState }) {
  const client = useQueueClient();
  const queryClient = useQueryClient();
  const [wanted, setWanted] = useState(state.chosen);
  const choose = useMutation({
    mutationFn: (engine: string) => client.engines.choose.call({ engine }),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: client.key() });
      toast.success("The queues run on another engine now");
    },
  });
  return (
    <Card>
      <CardHeader
        title="Engine"
        description="All processes change over together. Jobs that wait and recurring jobs go with them; dead letters stay with the engine that has them."
      />
      <CardBody className="flex flex-col gap-4">
        <RadioGroup
          label="Engine"
          value={wanted}
          onValueChange={setWanted}
          options={[
            {
              value: AUTOMATIC,
              label: "Automatic",
              description:
                "In memory for one process. As soon as a second process runs the same queues, one that both share: Redis where it has an address, PostgreSQL otherwise.",
            },
            ...engines.map(({ id, displayName, description }) => ({
              value: id,
              label: state.running?.id === id ? `${displayName} (at work)` : displayName,
              description,
            })),
          ]}
        />
        {choose.error && <ErrorState error={choose.error} title="The engine was not changed" />}
        <div>
          <Button
            look="primary"
            pending={choose.isPending}
            disabled={wanted === state.chosen}
            onClick={() => choose.mutate(wanted)}
          >
            Use this engine
          </Button>
        </div>
      </CardBody>
    </Card>
  );
}
