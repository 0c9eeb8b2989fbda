-- Packages as they came, by the SHA-256 of their bytes. What nothing refers to is removed an hour after it came.
create table plugin_artifacts (
  sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
  size bigint not null,
  bytes bytea not null,
  created_at timestamptz not null default now()
);
--> statement-breakpoint
-- They are compressed already, and are read in pieces.
alter table plugin_artifacts alter column bytes set storage external;
--> statement-breakpoint
-- Each change of a package gives it a new one, by which instances see what they have not taken over yet.
create sequence plugin_generations;
--> statement-breakpoint
create table plugin_packages (
  name text primary key,
  version text not null,
  sha256 text not null references plugin_artifacts,
  manifest jsonb not null,
  source jsonb not null,
  signature jsonb,
  state text not null check (state in ('enabled', 'disabled')),
  runs text not null check (runs in ('isolated', 'in-process')),
  granted_calls text[] not null,
  installed_at timestamptz not null,
  installed_by text not null,
  generation bigint not null default nextval('plugin_generations')
);
--> statement-breakpoint
create index on plugin_packages (sha256);
--> statement-breakpoint
-- The versions that one can go back to, the current one among them.
create table plugin_versions (
  name text not null references plugin_packages on delete cascade,
  version text not null,
  sha256 text not null references plugin_artifacts,
  manifest jsonb not null,
  source jsonb not null,
  signature jsonb,
  runs text not null check (runs in ('isolated', 'in-process')),
  installed_at timestamptz not null,
  primary key (name, version)
);
--> statement-breakpoint
create index on plugin_versions (sha256);
--> statement-breakpoint
-- Whose a plugin id is. Stays when a package leaves and its data stay, so that nobody else comes into them unnoticed.
create table plugin_owners (
  plugin_id text primary key,
  package_name text not null,
  public_key text
);
--> statement-breakpoint
create table plugin_install_events (
  id uuid primary key,
  operation_id uuid not null,
  at timestamptz not null,
  name text not null,
  version text not null,
  plugin_ids text[] not null,
  action text not null,
  step text not null,
  outcome text not null,
  detail text not null,
  actor text not null
);
--> statement-breakpoint
create index on plugin_install_events (name, id desc);
