import { IconButton, Popover } from "@checkstack/ui";
import { Bell as BellIcon } from "lucide-react";
import { useState } from "react";
import { NotificationList } from "./notification-list.tsx";
import { useUnread } from "./use-notifications.ts";

const MOST_COUNTED = 99;

/** The bell of the top bar. */
export default function Bell() {
  const unread = useUnread();
  const [isOpen, setOpen] = useState(false);
  const label = unread === 0 ? "Notifications" : `Notifications, ${unread} unread`;
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      align="end"
      label="Notifications"
      className="w-88 max-w-[calc(100vw-1rem)] p-0"
      trigger={
        <IconButton label={label} className="relative">
          <BellIcon aria-hidden />
          {unread > 0 && (
            <span
              aria-hidden
              className="absolute -top-0.5 -right-0.5 min-w-4 rounded-full bg-accent px-1 text-center text-[0.625rem] leading-4 font-semibold text-on-accent tabular-nums"
            >
              {unread > MOST_COUNTED ? `${MOST_COUNTED}+` : unread}
            </span>
          )}
        </IconButton>
      }
    >
      <p className="border-b border-line px-4 py-2.5 text-sm font-semibold text-text">Notifications</p>
      <div className="max-h-[min(28rem,70vh)] overflow-y-auto">
        <NotificationList onFollow={() => setOpen(false)} />
      </div>
    </Popover>
  );
}
