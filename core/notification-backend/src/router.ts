import { implementContract, pageCursor, personOf, type CallContext, type Database } from "@checkstack/backend-api";
import { access as catalogAccess, pluginMetadata as catalog } from "@checkstack/catalog-common";
import { mayAccess } from "@checkstack/common";
import { access as healthcheckAccess, pluginMetadata as healthcheck } from "@checkstack/healthcheck-common";
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
      if (!mayHear(context)) return { items: [], nextCursor: null };
      const before = cursor.decode(text);
      const personId = readerOf(context);
      const items = await store.list({ personId, limit: limit + 1, ...(before !== undefined && { before }) });
      const last = items.length > limit ? items[limit - 1] : undefined;
      return { items: items.slice(0, limit), nextCursor: last ? cursor.encode(last.position) : null };
    }),
    unread: os.unread.handler(({ context }) => countUnread(context)),
    markRead: os.markRead.handler(async ({ input, context }) => {
      if (mayHear(context)) await store.markRead(readerOf(context), input.until);
      return countUnread(context);
    }),
  });

  async function countUnread(context: CallContext): Promise<{ count: number }> {
    return { count: mayHear(context) ? await store.countUnread(readerOf(context)) : 0 };
  }
}

/** Each notification names a system and a check and says what was found: it is for those who may read both. */
const mayHear = ({ principal }: CallContext): boolean =>
  mayAccess(principal, catalog.pluginId, [catalogAccess.entityRead]) &&
  mayAccess(principal, healthcheck.pluginId, [healthcheckAccess.checkRead]);

/** Visitors and plugins share one mark each; a key reads for its owner. */
function readerOf({ principal }: CallContext): string {
  const person = personOf(principal);
  if (person?.type === "user") return person.id;
  if (person?.type === "api-key") return person.ownerId;
  return person ? "anonymous" : "service";
}
