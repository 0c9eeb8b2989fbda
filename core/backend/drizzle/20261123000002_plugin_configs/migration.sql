-- The configurations of plugins with their history. Secrets in `data` are sealed.
create table plugin_configs (
  id uuid primary key,
  plugin_id text not null,
  key text not null,
  version int not null,
  data jsonb not null,
  written_at timestamptz not null,
  migrated_at timestamptz,
  original_version int,
  is_current boolean not null
);
--> statement-breakpoint
create unique index on plugin_configs (plugin_id, key) where is_current;
--> statement-breakpoint
create index on plugin_configs (plugin_id, key, written_at desc, id desc);
