-- The processes of the installation. What an instance says of itself is in `record`, as the exact JSON text that `mac`
-- authenticates with the installation's secret: writing here is not enough to be believed.
create table instances (
  id uuid primary key,
  record text not null,
  mac text not null,
  -- how busy it is, changed with every heartbeat and believed by nobody for more than an order of preference
  load jsonb not null default '{}',
  heartbeat_at timestamptz not null default now()
) with (fillfactor = 50);
