import type { Database, EmitHook, Queries } from "@checkstack/backend-api";
import type { Hook } from "@checkstack/common";
import * as z from "zod";
import { quoteIdentifier } from "../database/identifiers.ts";
import { HOOK_CHANNEL } from "./hook-channel.ts";

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
      values ($1, $2, $3::jsonb)
    )
    select pg_notify('${HOOK_CHANNEL}', '')`;

  return async (hook, payload, { tx } = {}) => {
    if (hook.pluginId !== pluginId) {
      throw new Error(`plugin "${pluginId}" cannot emit hook "${hook.id}", which belongs to plugin "${hook.pluginId}"`);
    }
    const json = encode(hook, payload);
    if (hook.delivery !== "local") {
      const target: Queries = tx ?? database;
      await target.query(insert, [Bun.randomUUIDv7(), hook.id, json]);
      return;
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
