/** The columns of `hook_outbox`, the one table that the platform keeps in the schema of every plugin. */
export const OUTBOX_COLUMNS = `
  id uuid primary key,
  hook_id text not null,
  payload jsonb not null,
  occurred_at timestamptz not null default now()`;
