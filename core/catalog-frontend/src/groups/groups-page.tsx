import { usePageMeta } from "@checkstack/frontend-api";
import { PageHeader } from "@checkstack/ui";
import { EnvironmentsCard } from "./environments-card.tsx";
import { GroupsCard } from "./groups-card.tsx";

/** How systems are sorted: groups in one another, and the environments beside them. */
export default function GroupsPage() {
  usePageMeta({ title: "Groups" });
  return (
    <>
      <PageHeader title="Groups" description="Systems by product, by team, by place. Groups may lie in one another." />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <GroupsCard />
        <EnvironmentsCard />
      </div>
    </>
  );
}
