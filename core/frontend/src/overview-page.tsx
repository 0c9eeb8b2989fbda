import { overviewSlot, SlotOutlet } from "@checkstack/frontend-api";
import { EmptyState, PageHeader, SkeletonRows } from "@checkstack/ui";
import { LayoutDashboard } from "lucide-react";

/** What needs attention first, and then everything else: widgets of plugins, in their order. */
export const OverviewPage = () => (
  <>
    <PageHeader title="Overview" />
    <div className="flex flex-col gap-5">
      <SlotOutlet
        slot={overviewSlot}
        props={{}}
        loading={<SkeletonRows />}
        empty={
          <EmptyState
            icon={LayoutDashboard}
            title="Nothing to show yet"
            description="Plugins fill this page. Install one that watches something, or ask an administrator for access to one."
          />
        }
      />
    </div>
  </>
);
