import type { Database, HookDeadLetterRef } from "@checkstack/backend-api";
import * as z from "zod";
import { HOOK_CHANNEL } from "../database/outbox.ts";

/** Who gets which events, and which deliveries are open: SQL and nothing else. Times are the database's. */
export interface DeliveryStore {
  subscribe(subscriptions: readonly Subscription[]): Promise<void>;
  unsubscribe(subscription: Pick<Subscription, "hookId" | "subscriber">): Promise<void>;
  forgetPlugin(pluginId: string): Promise<void>;
  forgetInstance(instanceId: string): Promise<void>;
  /**
   * Leases those of `subscribers` that have something due and are free, and answers them. `owner` works on none of them, so
   * one that it has leased is free as well: the database was away when it would have let go.
   */
  claim(subscribers: readonly string[], owner: string, leaseMs: number): Promise<readonly string[]>;
  /** Answers whether the lease is still ours. */
  renew(subscriber: string, owner: string, leaseMs: number): Promise<boolean>;
  release(subscriber: string, owner: string): Promise<void>;
  /**
   * The next due delivery, oldest event first. Counts the attempt and sets when the next one would be, so that an event
   * that ends the process neither comes at once again nor for ever.
   */
  take(subscriber: string, retryBaseMs: number): Promise<Delivery | undefined>;
  finish(delivery: Delivery): Promise<void>;
  /** Records a failure; answers whether it was the last try. */
  fail(delivery: Delivery, reason: string): Promise<void>;
  /** Leaves a delivery for a later version of the plugin, without counting the attempt. */
  postpone(delivery: Delivery): Promise<void>;
  deadLetters(limit: number): Promise<readonly DeadLetter[]>;
  retry(letter: HookDeadLetterRef): Promise<boolean>;
  discard(letter: HookDeadLetterRef): Promise<boolean>;
  /** Removes what nobody waits for any more. */
  prune(): Promise<void>;
}

export interface Subscription {
  readonly hookId: string;
  readonly subscriber: string;
  readonly pluginId: string;
  /** Set where every instance gets the event. */
  readonly instanceId?: string;
}

export type Delivery = z.infer<typeof deliveryRow>;
export type DeadLetter = z.infer<typeof deadLetterRow>;

export const MAX_ATTEMPTS = 8;

const deliveryRow = z.object({
  subscriber: z.string(),
  eventId: z.string(),
  hookId: z.string(),
  payload: z.unknown(),
  occurredAt: z.date(),
  attempt: z.number(),
});

const deadLetterRow = deliveryRow.extend({ pluginId: z.string(), deadAt: z.date(), lastError: z.string() });

const columns = `d.subscriber, d.event_id as "eventId", e.hook_id as "hookId", e.payload, e.occurred_at as "occurredAt", d.attempt`;

export function createDeliveryStore(core: Database): DeliveryStore {
  return {
    async subscribe(subscriptions) {
      const column = (pick: (one: Subscription) => string | undefined) => subscriptions.map((one) => pick(one) ?? null);
      await core.query(
        `with wanted as (
           select * from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as w(hook_id, subscriber, plugin_id, instance_id)
         ), subscribers as (
           insert into hook_subscribers (subscriber, plugin_id, instance_id)
           select distinct subscriber, plugin_id, instance_id from wanted order by subscriber
           on conflict (subscriber) do update set seen_at = now()
         )
         insert into hook_subscriptions (hook_id, subscriber) select distinct hook_id, subscriber from wanted order by 1, 2
         on conflict (hook_id, subscriber) do update set seen_at = now()`,
        [
          column(({ hookId }) => hookId),
          column(({ subscriber }) => subscriber),
          column(({ pluginId }) => pluginId),
          column(({ instanceId }) => instanceId),
        ],
      );
    },
    async unsubscribe({ hookId, subscriber }) {
      await core.query("delete from hook_subscriptions where hook_id = $1 and subscriber = $2", [hookId, subscriber]);
    },
    async forgetPlugin(pluginId) {
      await core.query("delete from hook_subscribers where plugin_id = $1", [pluginId]);
    },
    async forgetInstance(instanceId) {
      await core.query("delete from hook_subscribers where instance_id = $1", [instanceId]);
    },
    async claim(subscribers, owner, leaseMs) {
      const rows = await core.query(
        `update hook_subscribers set lease_owner = $2, lease_until = now() + $3::int * interval '1 ms'
         where subscriber in (
           select s.subscriber from hook_subscribers s
           where s.subscriber = any($1::text[]) and (s.lease_until is null or s.lease_until < now() or s.lease_owner = $2)
             and exists (
               select 1 from hook_deliveries d
               where d.subscriber = s.subscriber and d.dead_at is null and d.due_at <= now())
           for no key update skip locked)
         returning subscriber`,
        [subscribers, owner, leaseMs],
      );
      return z
        .object({ subscriber: z.string() })
        .array()
        .parse(rows)
        .map(({ subscriber }) => subscriber);
    },
    async renew(subscriber, owner, leaseMs) {
      const rows = await core.query(
        `update hook_subscribers set lease_until = now() + $3::int * interval '1 ms'
         where subscriber = $1 and lease_owner = $2 returning 1`,
        [subscriber, owner, leaseMs],
      );
      return rows.length > 0;
    },
    async release(subscriber, owner) {
      await core.query(
        "update hook_subscribers set lease_owner = null, lease_until = null where subscriber = $1 and lease_owner = $2",
        [subscriber, owner],
      );
    },
    async take(subscriber, retryBaseMs) {
      // From one base to the next the wait doubles, up to five minutes, and a quarter of it is chance.
      const [row] = await core.query(
        `update hook_deliveries d
         set attempt = d.attempt + 1,
           due_at = now() + least($2::int * power(2, d.attempt), 300000) * (0.875 + random() / 4) * interval '1 ms'
         from hook_events e
         where e.id = d.event_id and d.subscriber = $1 and d.event_id = (
           select event_id from hook_deliveries
           where subscriber = $1 and dead_at is null and due_at <= now() order by position limit 1)
         returning ${columns}`,
        [subscriber, retryBaseMs],
      );
      return deliveryRow.optional().parse(row);
    },
    async finish(delivery) {
      await core.query("delete from hook_deliveries where subscriber = $1 and event_id = $2", key(delivery));
    },
    async fail(delivery, reason) {
      await core.query(
        `update hook_deliveries set last_error = $3, dead_at = case when attempt >= ${MAX_ATTEMPTS} then now() end
         where subscriber = $1 and event_id = $2`,
        [...key(delivery), reason.slice(0, 2000)],
      );
    },
    async postpone(delivery) {
      await core.query(
        `update hook_deliveries set attempt = attempt - 1, due_at = now() + interval '1 minute'
         where subscriber = $1 and event_id = $2`,
        key(delivery),
      );
    },
    async deadLetters(limit) {
      const rows = await core.query(
        `select ${columns}, s.plugin_id as "pluginId", d.dead_at as "deadAt", coalesce(d.last_error, '') as "lastError"
         from hook_deliveries d join hook_events e on e.id = d.event_id join hook_subscribers s using (subscriber)
         where d.dead_at is not null order by d.dead_at desc limit $1`,
        [limit],
      );
      return deadLetterRow.array().parse(rows);
    },
    async retry(letter) {
      const rows = await core.query(
        `with revived as (
           update hook_deliveries set dead_at = null, attempt = 0, due_at = now()
           where subscriber = $1 and event_id = $2 and dead_at is not null returning 1)
         select pg_notify('${HOOK_CHANNEL}', '') from revived`,
        key(letter),
      );
      return rows.length > 0;
    },
    async discard(letter) {
      const rows = await core.query(
        "delete from hook_deliveries where subscriber = $1 and event_id = $2 and dead_at is not null returning 1",
        key(letter),
      );
      return rows.length > 0;
    },
    async prune() {
      // An instance that ended without a word, and a plugin that no instance has run for a month.
      await core.query(
        `delete from hook_subscribers where seen_at < now() - case when instance_id is null then interval '30 days' else interval '10 minutes' end`,
      );
      await core.query("delete from hook_subscriptions where seen_at < now() - interval '30 days'");
      await core.query(
        `delete from hook_events e where e.moved_at < now() - interval '1 hour'
           and (e.moved_at < now() - interval '30 days' or not exists (select 1 from hook_deliveries d where d.event_id = e.id))`,
      );
    },
  };
}

const key = ({ subscriber, eventId }: HookDeadLetterRef): string[] => [subscriber, eventId];
