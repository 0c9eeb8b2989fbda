import type { Database, EmitHook, Queries, Transaction } from "@checkstack/backend-api";
import type { Hook } from "@checkstack/common";
import * as z from "zod";
import { quoteIdentifier } from "../database/identifiers.ts";
import { HOOK_CHANNEL } from "../database/outbox.ts";

interface Event {
  readonly id: string;
  readonly hookId: string;
  readonly json: string;
}

/** Makes the `emitHook` of one plugin: checks the payload and writes it into the outbox of the plugin's own schema. */
export function createEmitHook(options: {
  pluginId: string;
  database: Database;
  deliverLocally: (hook: Hook, payload: unknown) => void;
}): EmitHook {
  const { pluginId, database } = options;
  // The login may write the outbox and not read it, hence no `returning`.
  const insert = `
    with event as (
      insert into ${quoteIdentifier(database.schemaName)}.hook_outbox (id, hook_id, payload)
      select id, hook_id, payload::jsonb from unnest($1::uuid[], $2::text[], $3::text[]) as event (id, hook_id, payload)
    )
    select pg_notify('${HOOK_CHANNEL}', '')`;
  const gathered = new WeakMap<Transaction, { readonly events: Event[]; readonly written: Promise<void> }>();

  async function write(queries: Queries, events: readonly Event[]): Promise<void> {
    await queries.query(insert, [
      events.map(({ id }) => id),
      events.map(({ hookId }) => hookId),
      events.map(({ json }) => json),
    ]);
  }

  /** Events that a transaction emits in one go are one statement: a thousand checks may fail at the same moment. */
  function writeWithOthers(tx: Transaction, event: Event): Promise<void> {
    const batch = gathered.get(tx);
    if (batch) {
      batch.events.push(event);
      return batch.written;
    }
    const events = [event];
    const written = Promise.resolve().then(() => {
      gathered.delete(tx);
      return write(tx, events);
    });
    gathered.set(tx, { events, written });
    return written;
  }

  return async (hook, payload, { tx } = {}) => {
    if (hook.pluginId !== pluginId) {
      throw new Error(`plugin "${pluginId}" cannot emit hook "${hook.id}", which belongs to plugin "${hook.pluginId}"`);
    }
    const json = encode(hook, payload);
    if (hook.delivery !== "local") {
      const event = { id: Bun.randomUUIDv7(), hookId: hook.id, json };
      return tx ? writeWithOthers(tx, event) : write(database, [event]);
    }
    if (tx) {
      throw new Error(
        `hook "${hook.id}" is local and cannot be part of a transaction, which may yet be rolled back; emit it after the commit`,
      );
    }
    options.deliverLocally(hook, JSON.parse(json));
  };
}

/** The payload as its subscribers will get it: an error of the emitter's shows here and not in another plugin. */
function encode<T>(hook: Hook<T>, payload: T): string {
  const json = JSON.stringify(payload);
  const parsed = hook.payload.safeParse(json === undefined ? undefined : JSON.parse(json));
  if (parsed.success) return json;
  throw new Error(
    `the payload of hook "${hook.id}" does not fit its schema as JSON: ${z.prettifyError(parsed.error)}; a date, for one, needs z.coerce.date()`,
    { cause: parsed.error },
  );
}
