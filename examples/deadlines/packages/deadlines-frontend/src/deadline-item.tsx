import { usePluginClient } from "@checkstack/frontend-api";
import { Badge, cn, IconButton, toast } from "@checkstack/ui";
import { deadlinesContract, type Deadline } from "@example/deadlines-common";
import { useMutation } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { daysInWords, urgencyLooks } from "./urgency-looks.ts";
import { useMayManage } from "./use-may-manage.ts";

/** One deadline, with how near it is. */
export function DeadlineItem({ deadline: { id, name, dueOn, daysLeft, urgency } }: { deadline: Deadline }) {
  const client = usePluginClient(deadlinesContract);
  const mayManage = useMayManage();
  const remove = useMutation(
    client.remove.mutationOptions({ onError: (error) => toast.error(`${name} could not be removed`, error) }),
  );
  const { label, tone, edge } = urgencyLooks[urgency];
  return (
    <li className={cn("flex items-center gap-3 border-l-[3px] py-1 pl-3", edge)}>
      <div className="min-w-0 flex-1">
        <p className="font-medium wrap-anywhere text-text">{name}</p>
        <p className="text-xs text-text-muted">
          <time dateTime={dueOn}>{dueOn}</time>, {daysInWords(daysLeft)}
        </p>
      </div>
      <Badge tone={tone}>{label}</Badge>
      {mayManage && (
        <IconButton label={`Remove ${name}`} disabled={remove.isPending} onClick={() => remove.mutate({ id })}>
          <Trash2 aria-hidden />
        </IconButton>
      )}
    </li>
  );
}
