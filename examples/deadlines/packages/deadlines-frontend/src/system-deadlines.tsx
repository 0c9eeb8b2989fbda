import { Card, CardBody, CardHeader } from "@checkstack/ui";
import { AddDeadline } from "./add-deadline.tsx";
import { DeadlineList } from "./deadline-list.tsx";
import { useMayManage } from "./use-may-manage.ts";

/** The section of a system's page. */
export default function SystemDeadlines({ systemId }: { systemId: string }) {
  const mayManage = useMayManage();
  return (
    <Card>
      <CardHeader title="Deadlines" />
      <CardBody className="flex flex-col gap-4">
        <DeadlineList systemId={systemId} />
        {mayManage && <AddDeadline systemId={systemId} />}
      </CardBody>
    </Card>
  );
}
