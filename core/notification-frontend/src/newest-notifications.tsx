import type { Notification } from "@checkstack/notification-common";
import { cn, EmptyState, ErrorState, RelativeTime, SkeletonRows } from "@checkstack/ui";
import { CircleAlert, CircleCheck, Waves } from "lucide-react";
import { useEffect } from "react";
import { Link } from "react-router";
import { useNewest } from "./use-notifications.ts";

/** What the open bell shows. What it has shown is read. */
export function NewestNotifications({ onFollow }: { onFollow(): void }) {
  const { list, markRead } = useNewest();
  const newest = list.data?.items.find(({ isRead }) => !isRead)?.id;
  useEffect(() => {
    if (newest !== undefined) markRead({ until: newest });
  }, [newest, markRead]);

  if (list.isPending) return <SkeletonRows rows={3} />;
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  if (list.data.items.length === 0) {
    return <EmptyState title="All quiet" description="Problems and recoveries of your checks show up here." />;
  }
  return (
    <ul className="max-h-[min(28rem,70vh)] divide-y divide-line overflow-y-auto">
      {list.data.items.map((item) => (
        <li key={item.id}>
          <Link
            to={`/checks/${item.checkId}`}
            onClick={onFollow}
            className="flex gap-2.5 px-3 py-2.5 text-sm hover:bg-hover"
          >
            <Icon type={item.type} />
            <span className="min-w-0 flex-1">
              <span className={cn("block break-words text-text", !item.isRead && "font-medium")}>
                {!item.isRead && <span className="sr-only">New: </span>}
                {item.title}
              </span>
              <span className="block break-words text-text-muted">{item.body}</span>
              <span className="block text-xs text-text-muted">
                <RelativeTime at={item.createdAt} />
              </span>
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

const icons = {
  problem: { Picture: CircleAlert, look: "text-unhealthy-text" },
  recovery: { Picture: CircleCheck, look: "text-healthy-text" },
  flapping: { Picture: Waves, look: "text-degraded-text" },
} as const;

/** Beside words that say the same. */
function Icon({ type }: { type: Notification["type"] }) {
  const { Picture, look } = icons[type];
  return <Picture aria-hidden className={cn("mt-0.5 size-4 shrink-0", look)} />;
}
