-- The process that took the step, so that others end what it left undone once it is gone.
alter table plugin_install_events add column instance_id uuid;
--> statement-breakpoint
create index on plugin_install_events (operation_id);
