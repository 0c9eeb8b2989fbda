import { describeError } from "@checkstack/ui";
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";

/** How all pages fetch: signals say what changed, so that what is known stays fresh for a while. */
export function createShellQueryClient({ onUnauthorized }: { onUnauthorized(): void }): QueryClient {
  const onError = (error: unknown) => {
    if (describeError(error).code === "UNAUTHORIZED") onUnauthorized();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: { queries: { staleTime: 15_000, retry: (failures, error) => failures < 2 && isPassing(error) } },
  });
}

/** What may go away by itself: no connection, a server that restarts. An answer that says no stays no. */
export const isPassing = (error: unknown): boolean => {
  const status = statusOf(error);
  return status === undefined ? error instanceof TypeError : status >= 500 && status !== 501;
};

const statusOf = (error: unknown): number | undefined =>
  typeof error === "object" && error !== null && "status" in error && typeof error.status === "number"
    ? error.status
    : undefined;
