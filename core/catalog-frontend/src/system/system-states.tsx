import { Button, EmptyState, ErrorState, Skeleton, SkeletonRows } from "@checkstack/ui";
import { ServerOff } from "lucide-react";
import { Link } from "react-router";
import { systemsPath } from "../shared/paths.ts";
import type { SystemQuery } from "./use-system.ts";

/** Instead of a system that is not there, or not yet. */
export function SystemState({ query }: { query: Exclude<SystemQuery, { state: "known" }> }) {
  switch (query.state) {
    case "loading":
      return <SystemSkeleton />;
    case "failed":
      return <ErrorState title="The system could not be loaded" error={query.error} onRetry={query.retry} />;
    case "gone":
      return <NoSuchSystem />;
  }
}

const NoSuchSystem = () => (
  <>
    <h1 className="sr-only">System not found</h1>
    <EmptyState
      icon={ServerOff}
      title="There is no such system"
      description="It may have been deleted."
      action={
        <Button asChild look="primary">
          <Link to={systemsPath}>All systems</Link>
        </Button>
      }
    />
  </>
);

const SystemSkeleton = () => (
  <>
    <Skeleton className="mb-2 h-7 w-56" />
    <Skeleton className="mb-6 w-80 max-w-full" />
    <SkeletonRows rows={6} className="rounded-lg border border-line bg-surface" />
  </>
);
