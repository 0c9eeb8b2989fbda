import { Card, CardBody, PageHeader } from "@checkstack/ui";
import { DeadlineList } from "./deadline-list.tsx";

export default function DeadlinesPage() {
  return (
    <>
      <PageHeader
        title="Deadlines"
        description="What expires, the nearest first. Add deadlines on the page of a system."
      />
      <Card>
        <CardBody>
          <DeadlineList />
        </CardBody>
      </Card>
    </>
  );
}
