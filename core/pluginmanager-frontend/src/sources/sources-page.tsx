import { usePageMeta } from "@checkstack/frontend-api";
import { Card, ErrorState, PageHeader, SkeletonRows } from "@checkstack/ui";
import { useQuery } from "@tanstack/react-query";
import { useManager } from "../shared/clients.ts";
import { pluginsPath } from "../shared/paths.ts";
import { SectionNav } from "../shared/section-nav.tsx";
import { AddressesCard } from "./addresses-card.tsx";
import { PolicyCard } from "./policy-card.tsx";
import { PublishersCard } from "./publishers-card.tsx";
import { SourceListCard } from "./source-list-card.tsx";
import { sourceKinds } from "./source-kinds.ts";

const CRUMBS = [{ title: "Plugins", path: pluginsPath }];

/** Whose packages are trusted, and where packages are fetched from. */
export default function SourcesPage() {
  usePageMeta({ title: "Sources and publishers", crumbs: CRUMBS });
  const { data, error, refetch } = useQuery(useManager().sources.get.queryOptions());
  return (
    <>
      <PageHeader
        title="Sources and publishers"
        description="Whose packages are trusted, and where packages are fetched from."
      />
      <SectionNav />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-5">
          <PublishersCard />
          <PolicyCard />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          {data ? (
            <>
              {sourceKinds.map((kind) => (
                <SourceListCard key={kind.list} kind={kind} settings={data} />
              ))}
              <AddressesCard settings={data} />
            </>
          ) : error ? (
            <ErrorState error={error} title="The sources could not be loaded" onRetry={() => void refetch()} />
          ) : (
            <Card>
              <SkeletonRows rows={6} />
            </Card>
          )}
        </div>
      </div>
    </>
  );
}
