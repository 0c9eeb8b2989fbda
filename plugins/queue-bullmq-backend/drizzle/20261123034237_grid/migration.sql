CREATE TABLE "grid_jobs" (
	"queue" text,
	"key" text,
	"partition" integer NOT NULL,
	"recurrence" jsonb NOT NULL,
	"data" jsonb,
	"since" bigint NOT NULL,
	"failure" jsonb,
	CONSTRAINT "grid_jobs_pkey" PRIMARY KEY("queue","key")
);
--> statement-breakpoint
CREATE TABLE "grid_members" (
	"queue" text,
	"owner" text,
	"seen_at" timestamp with time zone NOT NULL,
	"figures" jsonb NOT NULL,
	CONSTRAINT "grid_members_pkey" PRIMARY KEY("queue","owner")
);
--> statement-breakpoint
CREATE TABLE "grid_partitions" (
	"queue" text,
	"partition" integer,
	"version" bigint NOT NULL,
	"owner" text,
	"lease_until" timestamp with time zone,
	"progress" jsonb,
	CONSTRAINT "grid_partitions_pkey" PRIMARY KEY("queue","partition")
);
--> statement-breakpoint
CREATE INDEX "grid_jobs_partition_idx" ON "grid_jobs" ("queue","partition");