import { checkStatusSchema, type Transition } from "@checkstack/healthcheck-common";
import {
  Button,
  Card,
  CardHeader,
  ErrorState,
  formatDuration,
  RelativeTime,
  SkeletonRows,
  StatusBadge,
} from "@checkstack/ui";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useHealthcheck } from "../shared/clients.ts";

const PAGE = 8;

/** How the status changed, newest first. */
export function HistoryCard({ checkId }: { checkId: string }) {
  const history = useInfiniteQuery(
    useHealthcheck().checks.transitions.infiniteOptions({
      input: (cursor: string) => ({ id: checkId, limit: PAGE, ...(cursor !== "" && { cursor }) }),
      initialPageParam: "",
      getNextPageParam: ({ nextCursor }) => nextCursor,
    }),
  );
  const changes = history.data?.pages.flatMap(({ items }) => items.filter(lasted));
  return (
    <Card>
      <CardHeader title="History" description="How the status changed" />
      {history.error && !changes && (
        <ErrorState
          error={history.error}
          title="The history could not be loaded"
          onRetry={() => void history.refetch()}
          className="m-4"
        />
      )}
      {history.isPending && <SkeletonRows rows={3} />}
      {changes?.length === 0 && <p className="p-4 text-sm text-text-muted">No status has been confirmed yet.</p>}
      {changes && changes.length > 0 && (
        <ol className="divide-y divide-line">
          {changes.map((change) => (
            <Change key={change.from.getTime()} change={change} />
          ))}
        </ol>
      )}
      {history.hasNextPage && (
        <div className="border-t border-line p-2 text-center">
          <Button
            size="sm"
            look="ghost"
            pending={history.isFetchingNextPage}
            onClick={() => void history.fetchNextPage()}
          >
            Show older
          </Button>
        </div>
      )}
    </Card>
  );
}

/** A new check knows nothing for as long as its first run takes: that is no history. */
const lasted = ({ status, from, to }: Transition): boolean =>
  status !== "unknown" || to === null || to.getTime() - from.getTime() > SHORTEST_MS;
const SHORTEST_MS = 5_000;

const Change = ({ change: { status, from, to, message } }: { change: Transition }) => (
  <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 text-sm">
    <StatusBadge status={checkStatusSchema.catch("unknown").parse(status)} />
    <span className="text-text-muted">
      <RelativeTime at={from} />
      {to ? `, for ${formatDuration(to.getTime() - from.getTime())}` : ", still so"}
    </span>
    {message !== "" && <p className="w-full wrap-anywhere text-text">{message}</p>}
  </li>
);
