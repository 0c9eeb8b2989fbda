-- The core's own outbox; every plugin has one in its schema.
create table hook_outbox (
  id uuid primary key,
  hook_id text not null,
  payload jsonb not null,
  occurred_at timestamptz not null default now()
);
--> statement-breakpoint
-- A plugin (`catalog`) or, for what every instance handles, a plugin on one instance (`catalog@7f3a`). The lease says
-- which process delivers to it now, so that its events come one after another.
create table hook_subscribers (
  subscriber text primary key,
  plugin_id text not null,
  instance_id text,
  lease_owner text,
  lease_until timestamptz,
  seen_at timestamptz not null default now()
);
--> statement-breakpoint
create index on hook_subscribers (plugin_id);
--> statement-breakpoint
create table hook_subscriptions (
  hook_id text not null,
  subscriber text not null references hook_subscribers on delete cascade,
  seen_at timestamptz not null default now(),
  primary key (hook_id, subscriber)
);
--> statement-breakpoint
create index on hook_subscriptions (subscriber);
--> statement-breakpoint
create table hook_events (
  id uuid primary key,
  position bigint generated always as identity,
  hook_id text not null,
  payload jsonb not null,
  occurred_at timestamptz not null,
  moved_at timestamptz not null default now()
);
--> statement-breakpoint
create index on hook_events (moved_at);
--> statement-breakpoint
create table hook_deliveries (
  subscriber text not null references hook_subscribers on delete cascade,
  event_id uuid not null references hook_events on delete cascade,
  position bigint not null,
  attempt int not null default 0,
  due_at timestamptz not null default now(),
  dead_at timestamptz,
  last_error text,
  primary key (subscriber, event_id)
);
--> statement-breakpoint
create index on hook_deliveries (event_id);
--> statement-breakpoint
create index on hook_deliveries (subscriber, due_at) where dead_at is null;
--> statement-breakpoint
create index on hook_deliveries (dead_at) where dead_at is not null;
