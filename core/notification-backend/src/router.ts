import { implementContract, pageCursor, personOf, type CallContext, type Database } from "@checkstack/backend-api";
import { notificationContract } from "@checkstack/notification-common";
import * as z from "zod";
import { createNotificationStore } from "./notification-store.ts";

const cursor = pageCursor(z.string().regex(/^\d{1,18}$/));

/** Answers the contract of notifications. */
export function createNotificationRouter(database: Database) {
  const store = createNotificationStore(database);
  const os = implementContract(notificationContract);
  return os.router({
    list: os.list.handler(async ({ input: { limit, cursor: text }, context }) => {
      const before = cursor.decode(text);
      const personId = readerOf(context);
      const items = await store.list({ personId, limit: limit + 1, ...(before !== undefined && { before }) });
      const last = items.length > limit ? items[limit - 1] : undefined;
      return { items: items.slice(0, limit), nextCursor: last ? cursor.encode(last.position) : null };
    }),
    unread: os.unread.handler(async ({ context }) => ({ count: await store.countUnread(readerOf(context)) })),
    markRead: os.markRead.handler(async ({ input, context }) => {
      await store.markRead(readerOf(context), input.until);
      return { count: await store.countUnread(readerOf(context)) };
    }),
  });
}

/** Visitors and plugins share one mark each; a key reads for its owner. */
function readerOf({ principal }: CallContext): string {
  const person = personOf(principal);
  if (person?.type === "user") return person.id;
  if (person?.type === "api-key") return person.ownerId;
  return person ? "anonymous" : "service";
}
