CREATE TABLE "queue_members" (
	"instance_id" text PRIMARY KEY,
	"queues" text[] NOT NULL,
	"seen_at" timestamp with time zone NOT NULL
);
