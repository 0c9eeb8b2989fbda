import { describeError, Skeleton } from "@checkstack/ui";
import { useQuery } from "@tanstack/react-query";
import { useCatalog } from "./clients.ts";
import { describeImpact } from "./describe-impact.ts";

/** What a deletion of systems takes with it, as far as it is known. */
export function DeletionImpact({ ids, mostAtOnce }: { ids: readonly string[]; mostAtOnce: number }) {
  const catalog = useCatalog();
  const asked = ids.slice(0, mostAtOnce);
  const { data, error } = useQuery({
    ...catalog.systems.deletionImpact.queryOptions({ input: { ids: asked } }),
    // It is about to be acted on: what was known a moment ago may be wrong.
    staleTime: 0,
  });
  if (data) {
    return <p>{describeImpact(data, { atLeast: asked.length < ids.length })} This cannot be undone.</p>;
  }
  if (error) {
    return <p>What goes with it could not be found out: {describeError(error).message} This cannot be undone.</p>;
  }
  return (
    <div role="status" aria-label="Finding out what goes with it">
      <Skeleton className="w-4/5" />
    </div>
  );
}
