import type { Notification } from "@checkstack/notification-common";
import { Button, cn, EmptyState, ErrorState, RelativeTime, SkeletonRows } from "@checkstack/ui";
import { BellOff, CircleAlert, CircleCheck, Waves } from "lucide-react";
import { useEffect } from "react";
import { Link } from "react-router";
import { useNotifications } from "./use-notifications.ts";

/** What the open bell shows. What it has shown is read. */
export function NotificationList({ onFollow }: { onFollow(): void }) {
  const { list, markRead } = useNotifications();
  const items = list.data?.pages.flatMap((page) => page.items);
  const newest = items?.find(({ isRead }) => !isRead)?.id;
  useEffect(() => {
    if (newest !== undefined) markRead({ until: newest });
  }, [newest, markRead]);

  if (!items) {
    return list.error ? (
      <ErrorState
        error={list.error}
        title="The notifications could not be loaded"
        onRetry={() => void list.refetch()}
        className="m-3"
      />
    ) : (
      <SkeletonRows rows={3} />
    );
  }
  if (items.length === 0) {
    return (
      <EmptyState
        icon={BellOff}
        title="All quiet"
        description="Problems and recoveries of your checks show up here."
        className="py-8"
      />
    );
  }
  return (
    <>
      <ul>
        {items.map((item) => (
          <li key={item.id} className="border-t border-line first:border-t-0">
            <Item item={item} onFollow={onFollow} />
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <div className="border-t border-line p-2 text-center">
          <Button size="sm" look="ghost" pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show older
          </Button>
        </div>
      )}
    </>
  );
}

function Item({ item, onFollow }: { item: Notification & { isRead: boolean }; onFollow(): void }) {
  const { Picture, look } = icons[item.type];
  return (
    <Link
      to={`/checks/${item.checkId}`}
      onClick={onFollow}
      className="flex gap-2.5 px-4 py-2.5 text-sm hover:bg-hover focus-visible:-outline-offset-2"
    >
      <Picture aria-hidden className={cn("mt-0.5 size-4 shrink-0", look)} />
      <span className="min-w-0 flex-1">
        <span className={cn("block wrap-anywhere text-text", !item.isRead && "font-medium")}>
          {!item.isRead && <span className="sr-only">New: </span>}
          {item.title}
        </span>
        <span className="block wrap-anywhere text-text-muted">{item.body}</span>
        <span className="block text-xs text-text-muted">
          <RelativeTime at={item.createdAt} />
        </span>
      </span>
      {!item.isRead && <span aria-hidden className="mt-1.5 size-2 shrink-0 rounded-full bg-accent" />}
    </Link>
  );
}

/** Beside words that say the same. */
const icons = {
  problem: { Picture: CircleAlert, look: "text-unhealthy-text" },
  recovery: { Picture: CircleCheck, look: "text-healthy-text" },
  flapping: { Picture: Waves, look: "text-degraded-text" },
} as const;
