import type { Clock, EmitSignal } from "@checkstack/backend-api";
import type { HookEvent } from "@checkstack/common";
import type { checkAnnounced } from "@checkstack/healthcheck-common";
import { notificationAdded, type Notification } from "@checkstack/notification-common";
import { isDefinedError, safe } from "@orpc/client";
import type * as z from "zod";
import type { NotificationStore } from "./notification-store.ts";

type Announcement = z.output<typeof checkAnnounced.payload>;

/** Makes the handler that stores what a check announced, once for each event, and tells open pages of it. */
export function createAnnouncements(options: {
  store: NotificationStore;
  /** Ask the plugins that have them; a typed error says that there is none any more. */
  systemOf: (id: string) => Promise<{ readonly name: string }>;
  checkOf: (id: string) => Promise<{ readonly name: string }>;
  clock: Clock;
  emitSignal: EmitSignal;
}): (announcement: Announcement, event: HookEvent) => Promise<void> {
  const { store, systemOf, checkOf, clock, emitSignal } = options;

  return async (announcement, { id }) => {
    const names = await namesOf(announcement);
    if (!names) return; // Deleted meanwhile: nobody waits for news of it.
    const { type, systemId, checkId, since, message } = announcement;
    const title = titleOf(announcement, names);
    const notification = { id, type, title, body: message, systemId, checkId, since, createdAt: new Date(clock.now()) };
    if (await store.add(notification)) emitSignal(notificationAdded, { id }, { subject: "newest" });
  };

  async function namesOf({ systemId, checkId }: Announcement): Promise<Names | undefined> {
    const found = await safe(Promise.all([systemOf(systemId), checkOf(checkId)]));
    if (found.isSuccess) return { system: found.data[0].name, check: found.data[1].name };
    if (isDefinedError(found.error)) return undefined;
    throw found.error;
  }
}

interface Names {
  readonly system: string;
  readonly check: string;
}

const titleOf = ({ type, status }: Announcement, { system, check }: Names): Notification["title"] =>
  `${system}: ${check} ${type === "flapping" ? "keeps changing" : `is ${status}`}`;
