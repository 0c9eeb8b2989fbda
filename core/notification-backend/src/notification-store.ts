import type { Database } from "@checkstack/backend-api";
import type { Notification } from "@checkstack/notification-common";

export interface StoredNotification extends Notification {
  /** The order in which they came. */
  readonly position: string;
  readonly isRead: boolean;
}

/** The notifications, and how far each person has read them. */
export interface NotificationStore {
  /** False when it is there already. */
  add(notification: Notification): Promise<boolean>;
  /** Newest first, those older than `before`. */
  list(options: { personId: string; before?: string; limit: number }): Promise<StoredNotification[]>;
  countUnread(personId: string): Promise<number>;
  /** Up to this notification. Never goes back: another page may have shown newer ones. */
  markRead(personId: string, untilId: string): Promise<void>;
  deleteBefore(time: Date): Promise<void>;
}

const readUntil = "coalesce((select read_until from readers where person_id = $1), 0)";

export const createNotificationStore = (database: Database): NotificationStore => ({
  async add({ id, type, title, body, systemId, checkId, since, createdAt }) {
    const added = await database.query(
      `insert into notifications (id, type, title, body, system_id, check_id, since, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing returning id`,
      [id, type, title, body, systemId, checkId, since, createdAt],
    );
    return added.length > 0;
  },
  list: ({ personId, before, limit }) =>
    database.query(
      `select id, position::text, type, title, body, system_id as "systemId", check_id as "checkId", since,
         created_at as "createdAt", position <= ${readUntil} as "isRead"
       from notifications where $2::bigint is null or position < $2 order by notifications.position desc limit $3`,
      [personId, before ?? null, limit],
    ),
  async countUnread(personId) {
    const [row] = await database.query<{ count: number }>(
      `select count(*)::int as count from notifications where position > ${readUntil}`,
      [personId],
    );
    return row?.count ?? 0;
  },
  async markRead(personId, untilId) {
    await database.query(
      `insert into readers (person_id, read_until) select $1, position from notifications where id = $2
       on conflict (person_id) do update set read_until = greatest(readers.read_until, excluded.read_until)`,
      [personId, untilId],
    );
  },
  async deleteBefore(time) {
    await database.query("delete from notifications where created_at < $1", [time]);
  },
});
