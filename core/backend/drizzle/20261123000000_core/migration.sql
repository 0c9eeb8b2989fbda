-- The schema and the database login of each plugin. Without isolation there is no login.
create table plugin_logins (
  schema_name text primary key,
  plugin_id text not null unique,
  role_name text unique,
  password_sealed text,
  -- what the schema was last made ready for: nothing is to be done while it is the same
  prepared_for text,
  created_at timestamptz not null default now()
);
