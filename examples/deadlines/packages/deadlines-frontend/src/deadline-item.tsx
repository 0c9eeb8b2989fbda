import { usePluginClient } from "@checkstack/frontend-api";
import { Badge, cn, IconButton, toast } from "@checkstack/ui";
import { deadlinesContract, type Deadline } from "@example/deadlines-common";
import { useMutation } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { Link } from "react-router";
import { daysInWords, urgencyLooks } from "./urgency-looks.ts";
import { useMayManage } from "./use-may-manage.ts";

/** One deadline, with how near it is, and with its system where that is not plain from the page. */
export function DeadlineItem({ deadline, systemName }: { deadline: Deadline; systemName?: string | undefined }) {
  const { id, systemId, name, dueOn, daysLeft, urgency } = deadline;
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
          {systemName !== undefined && (
            <>
              <Link to={`/systems/${systemId}`} className="underline underline-offset-2">
                {systemName}
              </Link>
              {" · "}
            </>
          )}
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
