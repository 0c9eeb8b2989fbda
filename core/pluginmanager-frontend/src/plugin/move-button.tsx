import type { PluginDetail } from "@checkstack/pluginmanager-common";
import { Button, ConfirmDialog, toast } from "@checkstack/ui";
import { useMutation } from "@tanstack/react-query";
import { Box, Blocks } from "lucide-react";
import { useState } from "react";
import { useManager, useRefreshPlugins } from "../shared/clients.ts";

/** Moves a plugin of the platform into a process of its own, or back. */
export function MoveButton({ plugin: { id, displayName, place } }: { plugin: PluginDetail }) {
  const [asking, setAsking] = useState(false);
  const refresh = useRefreshPlugins();
  const isApart = place?.place === "own-process";
  const move = useMutation(
    useManager().plugins.move.mutationOptions({
      onSuccess: () => {
        refresh();
        toast.success(
          isApart ? `${displayName} is back in the platform's process` : `${displayName} has a process of its own`,
        );
      },
      onError: (reason) => toast.error(`${displayName} stays where it is`, reason),
    }),
  );
  return (
    <>
      <Button disabled={move.isPending} onClick={() => setAsking(true)} className="self-start">
        {isApart ? <Blocks aria-hidden /> : <Box aria-hidden />}
        {isApart ? "Move into the platform's process" : "Move into a process of its own"}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Move ${displayName}?`}
        description={`It starts ${isApart ? "within the platform's process" : "in a process of its own"} and takes over once it is well; until then it goes on where it is. This machine keeps it so, over restarts too.`}
        confirmLabel="Move"
        tone="normal"
        onConfirm={() => move.mutate({ id, to: isApart ? "in-process" : "isolated" })}
      />
    </>
  );
}
