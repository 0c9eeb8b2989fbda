import { sqlStateOf, type Database } from "@checkstack/backend-api";
import * as z from "zod";
import { quoteIdentifier, quoteLiteral } from "../database/identifiers.ts";
import { HOOK_CHANNEL } from "../database/outbox.ts";

/** Moves events from the outboxes of all schemas to those who subscribed. */
export interface OutboxMover {
  /** One cheap query: the schemas whose outbox is not empty. */
  pending(): Promise<readonly string[]>;
  /** Moves up to 500 events of one schema, all or none. */
  move(schemaName: string): Promise<Moved>;
}

export type Moved = z.infer<typeof movedRow>;

const movedRow = z.object({
  taken: z.number(),
  /** Events that claimed to come from another plugin; dropped. */
  foreign: z.number(),
  deliveries: z.number(),
});

/** `undefined_table` and `invalid_schema_name`. */
const MISSING = new Set(["42P01", "3F000"]);

export function createOutboxMover(core: Database, schemas: () => readonly string[]): OutboxMover {
  /** Schemas that had an outbox when we last looked; PostgreSQL refuses a query that names one that is gone. */
  let known = new Set(["public"]);

  async function look(): Promise<readonly string[]> {
    const wanted = schemas();
    const present = [...known].filter((name) => name === "public" || wanted.includes(name));
    const absent = wanted.filter((name) => !known.has(name));
    const [row] = await core.query(lookSql(present), [absent]);
    const { nonEmpty, appeared } = lookRow.parse(row);
    if (appeared.length === 0) return nonEmpty;
    known = new Set([...known, ...appeared]);
    return look();
  }

  return {
    async pending() {
      try {
        return await look();
      } catch (error) {
        // A plugin was uninstalled.
        if (!MISSING.has(sqlStateOf(error) ?? "")) throw error;
        known = new Set(["public"]);
        return look();
      }
    },
    async move(schemaName) {
      const [row] = await core.query(moveSql(schemaName), [schemaName]);
      return movedRow.parse(row);
    },
  };
}

const lookRow = z.object({ nonEmpty: z.array(z.string()), appeared: z.array(z.string()) });

const lookSql = (schemas: readonly string[]): string => {
  const checks = schemas.map(
    (name) =>
      `case when exists (select 1 from ${quoteIdentifier(name)}.hook_outbox) then ${quoteLiteral(name)}::text end`,
  );
  return `
    select array_remove(array[${checks.join(", ")}], null) as "nonEmpty", array(
      select name from unnest($1::text[]) name where to_regclass(format('%I.hook_outbox', name)) is not null
    ) as appeared`;
};

/**
 * A second mover waits at the locked rows and then finds them gone, so that the order of one schema's events holds.
 * A plugin can write what it likes into its outbox, so an event counts only where the hook is the plugin's own.
 */
const moveSql = (schemaName: string): string => {
  const outbox = `${quoteIdentifier(schemaName)}.hook_outbox`;
  return `
    with taken as (
      delete from ${outbox} where id in (select id from ${outbox} order by id limit 500 for update)
      returning id, hook_id, payload, occurred_at,
        ($1 = 'public' or starts_with(hook_id, (select plugin_id from plugin_logins where schema_name = $1) || '.')) as own
    ), events as (
      insert into hook_events (id, hook_id, payload, occurred_at)
      select id, hook_id, payload, occurred_at from taken
      where own and exists (select 1 from hook_subscriptions s where s.hook_id = taken.hook_id)
      order by id
      on conflict (id) do nothing
      returning id, hook_id, position
    ), deliveries as (
      insert into hook_deliveries (subscriber, event_id, position)
      select s.subscriber, events.id, events.position from events join hook_subscriptions s using (hook_id)
      returning 1
    ), counts as (
      select (select count(*)::int from taken) as taken, (select count(*)::int from taken where own is not true) as "foreign",
        (select count(*)::int from deliveries) as deliveries
    )
    select counts.*, case when deliveries > 0 then pg_notify('${HOOK_CHANNEL}', '') end from counts`;
};
