import { ErrorState, Logo, Skeleton } from "@checkstack/ui";

/** The page before anything is known: the shape of what comes. */
export const StartSkeleton = () => (
  <div role="status" aria-label="Loading Checkstack" className="flex min-h-dvh">
    <div className="hidden w-56 flex-col gap-4 border-r border-line bg-surface p-4 md:flex">
      <Skeleton className="h-6 w-28" />
      <Skeleton className="mt-4 w-32" />
      <Skeleton className="w-24" />
      <Skeleton className="w-28" />
    </div>
    <div className="flex-1 p-6">
      <Skeleton className="h-7 w-48" />
      <Skeleton className="mt-8 h-40 w-full rounded-lg" />
    </div>
  </div>
);

/** The server does not answer: the page asks again by itself. */
export const StartFailure = ({ error, onRetry }: { error: unknown; onRetry(): void }) => (
  <main className="mx-auto flex min-h-dvh max-w-lg flex-col justify-center gap-6 p-6">
    <Logo />
    <h1 className="text-xl font-semibold">Checkstack does not answer</h1>
    <ErrorState
      error={error}
      hint="The server may be starting. This page asks again every few seconds."
      onRetry={onRetry}
    />
  </main>
);
