-- Set while no instance that runs the plugins has brought the version up yet: what comes back when one cannot.
alter table plugin_packages add column fallback jsonb;
