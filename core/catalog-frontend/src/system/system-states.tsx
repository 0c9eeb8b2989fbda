import { Button, describeError, EmptyState, ErrorState, Skeleton, SkeletonRows } from "@checkstack/ui";
import { ServerOff } from "lucide-react";
import { Link } from "react-router";
import { systemsPath } from "../shared/paths.ts";

/** Instead of a system that is not there, or not yet. */
export function SystemState({ error, onRetry }: { error: unknown; onRetry(): void }) {
  if (!error) return <SystemSkeleton />;
  if (describeError(error).code !== "SYSTEM_NOT_FOUND") {
    return <ErrorState title="The system could not be loaded" error={error} onRetry={onRetry} />;
  }
  return (
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
}

const SystemSkeleton = () => (
  <>
    <Skeleton className="mb-2 h-7 w-56" />
    <Skeleton className="mb-6 w-80 max-w-full" />
    <SkeletonRows rows={6} className="rounded-lg border border-line bg-surface" />
  </>
);
