import { Skeleton, SkeletonRows } from "@checkstack/ui";

/** While the code of a page is on its way. */
export const PageSkeleton = () => (
  <div>
    <Skeleton className="mb-6 h-7 w-48" />
    <SkeletonRows />
  </div>
);
