import type { InstallEvent } from "@checkstack/pluginmanager-common";
import { Badge, Button, EmptyState, ErrorState, RelativeTime, SkeletonRows, type BadgeProps } from "@checkstack/ui";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { CircleCheck, CircleX, History, LoaderCircle, type LucideIcon } from "lucide-react";
import { useManager } from "../shared/clients.ts";
import { eventTitle } from "./event-words.ts";

const PAGE = 50;

/** What was done with installed packages, newest first; with one package or all. */
export function EventsList({ packageName }: { packageName?: string | undefined }) {
  const events = useInfiniteQuery(
    useManager().events.infiniteOptions({
      input: (cursor: string | undefined) => ({
        limit: PAGE,
        ...(cursor !== undefined && { cursor }),
        ...(packageName !== undefined && { packageName }),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }) => nextCursor,
      placeholderData: keepPreviousData,
    }),
  );
  const items = events.data?.pages.flatMap((page) => page.items);
  if (!items) {
    return events.error ? (
      <ErrorState
        error={events.error}
        title="The events could not be loaded"
        onRetry={() => void events.refetch()}
        className="m-4"
      />
    ) : (
      <SkeletonRows rows={6} />
    );
  }
  if (items.length === 0) {
    return (
      <EmptyState
        icon={History}
        title="Nothing has happened yet"
        description="Whatever is installed, upgraded, rolled back or removed is kept here, with who did it and what came of it."
      />
    );
  }
  return (
    <>
      <ol aria-label="Events" className="divide-y divide-line">
        {items.map((event) => (
          <EventRow key={event.id} event={event} />
        ))}
      </ol>
      {events.hasNextPage && (
        <div className="border-t border-line p-2 text-center">
          <Button
            size="sm"
            look="ghost"
            pending={events.isFetchingNextPage}
            onClick={() => void events.fetchNextPage()}
          >
            Show older
          </Button>
        </div>
      )}
    </>
  );
}

function EventRow({ event }: { event: InstallEvent }) {
  const { icon: Icon, tone, word } = OUTCOMES[event.outcome];
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-2.5 text-sm">
      <Badge tone={tone}>
        <Icon aria-hidden />
        {word}
      </Badge>
      <span className="min-w-0 font-medium wrap-anywhere text-text">{eventTitle(event)}</span>
      <span className="text-xs text-text-muted">
        {event.packageName} {event.version}
      </span>
      <span className="text-xs text-text-muted sm:ml-auto">
        {event.actor}, <RelativeTime at={event.at} />
      </span>
      {event.detail !== "" && <p className="w-full wrap-anywhere text-text-muted">{event.detail}</p>}
    </li>
  );
}

const OUTCOMES: Readonly<
  Record<InstallEvent["outcome"], { icon: LucideIcon; tone: NonNullable<BadgeProps["tone"]>; word: string }>
> = {
  started: { icon: LoaderCircle, tone: "neutral", word: "Begun" },
  succeeded: { icon: CircleCheck, tone: "healthy", word: "Done" },
  failed: { icon: CircleX, tone: "unhealthy", word: "Failed" },
};
