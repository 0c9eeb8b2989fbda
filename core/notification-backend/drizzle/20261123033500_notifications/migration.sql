-- `id` is the id of the event, which tells a second delivery. `position` is the order in which they came: an event that
-- was delivered late is new to those who have read the ones after it.
create table notifications (
  id uuid primary key,
  position bigint generated always as identity unique,
  type text not null,
  title text not null,
  body text not null,
  system_id text not null,
  check_id text not null,
  since timestamptz not null,
  created_at timestamptz not null
);
--> statement-breakpoint
create index on notifications (created_at);
--> statement-breakpoint
-- How far each person has read.
create table readers (
  person_id text primary key,
  read_until bigint not null
);
