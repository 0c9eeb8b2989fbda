import type { Hook } from "@checkstack/common";
import type { RunAsCore } from "./plugin-schema.ts";

/** Where emitters and movers say that there is something to do. A hint: any login may notify, and a notification may be lost. */
export const HOOK_CHANNEL = "checkstack_hooks";

/** The columns of `hook_outbox`, the one table that the platform keeps in the schema of every plugin. */
export const OUTBOX_COLUMNS = `
  id uuid primary key,
  hook_id text not null,
  payload jsonb not null,
  occurred_at timestamptz not null default now()`;

/** Emits an event of the core's own, as part of the transaction that `run` has open. */
export async function emitAsCore<T>(run: RunAsCore, hook: Hook<T>, payload: T): Promise<void> {
  await run("insert into public.hook_outbox (id, hook_id, payload) values ($1, $2, $3::jsonb)", [
    Bun.randomUUIDv7(),
    hook.id,
    JSON.stringify(payload),
  ]);
  await run(`select pg_notify('${HOOK_CHANNEL}', '')`);
}
