-- drizzle-kit knows neither partitions nor storage parameters: PARTITION BY and WITH were added before this was first applied.
CREATE TABLE "check_states" (
	"check_id" uuid PRIMARY KEY,
	"status" text NOT NULL,
	"since" timestamp(3) with time zone,
	"message" text NOT NULL,
	"last_run_at" timestamp(3) with time zone,
	"last_latency_ms" real,
	"state" json NOT NULL
) WITH (fillfactor = 70);
--> statement-breakpoint
CREATE TABLE "checks" (
	"id" uuid PRIMARY KEY,
	"system_id" text NOT NULL,
	"name" text NOT NULL,
	"strategy" text NOT NULL,
	"config" jsonb NOT NULL,
	"config_version" integer NOT NULL,
	"interval_ms" integer NOT NULL,
	"assertions" jsonb NOT NULL,
	"policy" jsonb NOT NULL,
	"paused" boolean NOT NULL,
	"revision" integer NOT NULL,
	"active_since" timestamp(3) with time zone NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deleted_checks" (
	"check_id" uuid PRIMARY KEY
);
--> statement-breakpoint
CREATE TABLE "dirty_hours" (
	"hour" timestamp(3) with time zone PRIMARY KEY
);
--> statement-breakpoint
CREATE TABLE "rollup_days" (
	"check_id" uuid,
	"at" timestamp(3) with time zone,
	"source" text,
	"healthy" integer NOT NULL,
	"degraded" integer NOT NULL,
	"unhealthy" integer NOT NULL,
	"inconclusive" integer NOT NULL,
	"buckets" smallint[] NOT NULL,
	"bucket_counts" integer[] NOT NULL,
	CONSTRAINT "rollup_days_pkey" PRIMARY KEY("check_id","at","source")
);
--> statement-breakpoint
CREATE TABLE "rollup_hours" (
	"check_id" uuid,
	"at" timestamp(3) with time zone,
	"source" text,
	"healthy" integer NOT NULL,
	"degraded" integer NOT NULL,
	"unhealthy" integer NOT NULL,
	"inconclusive" integer NOT NULL,
	"buckets" smallint[] NOT NULL,
	"bucket_counts" integer[] NOT NULL,
	CONSTRAINT "rollup_hours_pkey" PRIMARY KEY("check_id","at","source")
);
--> statement-breakpoint
CREATE TABLE "rollup_minutes" (
	"check_id" uuid,
	"at" timestamp(3) with time zone,
	"source" text,
	"healthy" integer NOT NULL,
	"degraded" integer NOT NULL,
	"unhealthy" integer NOT NULL,
	"inconclusive" integer NOT NULL,
	"buckets" smallint[] NOT NULL,
	CONSTRAINT "rollup_minutes_pkey" PRIMARY KEY("check_id","at","source")
) PARTITION BY RANGE ("at");
--> statement-breakpoint
CREATE TABLE "run_details" (
	"check_id" uuid,
	"scheduled_at" timestamp(3) with time zone,
	"source" text,
	"slot" bigint,
	"fields" json,
	"assertions" json NOT NULL,
	"evidence" json,
	CONSTRAINT "run_details_pkey" PRIMARY KEY("check_id","scheduled_at","source","slot")
) PARTITION BY RANGE ("scheduled_at");
--> statement-breakpoint
CREATE TABLE "runs" (
	"check_id" uuid,
	"scheduled_at" timestamp(3) with time zone,
	"source" text,
	"slot" bigint,
	"started_at" timestamp(3) with time zone NOT NULL,
	"status" text NOT NULL,
	"latency_ms" real,
	"timings" json,
	"code" text,
	"message" text NOT NULL,
	CONSTRAINT "runs_pkey" PRIMARY KEY("check_id","scheduled_at","source","slot")
) PARTITION BY RANGE ("scheduled_at");
--> statement-breakpoint
CREATE TABLE "schedules" (
	"check_id" uuid,
	"started_at" timestamp(3) with time zone,
	"ended_at" timestamp(3) with time zone,
	"interval_ms" integer NOT NULL,
	CONSTRAINT "schedules_pkey" PRIMARY KEY("check_id","started_at")
);
--> statement-breakpoint
CREATE TABLE "status_intervals" (
	"id" uuid PRIMARY KEY,
	"check_id" uuid NOT NULL,
	"status" text NOT NULL,
	"started_at" timestamp(3) with time zone NOT NULL,
	"ended_at" timestamp(3) with time zone,
	"message" text NOT NULL
);
--> statement-breakpoint
CREATE INDEX "checks_system" ON "checks" ("system_id");--> statement-breakpoint
CREATE INDEX "checks_name" ON "checks" ("name","id");--> statement-breakpoint
CREATE INDEX "rollup_days_at" ON "rollup_days" ("at");--> statement-breakpoint
CREATE INDEX "rollup_hours_at" ON "rollup_hours" ("at");--> statement-breakpoint
CREATE INDEX "runs_not_healthy" ON "runs" ("check_id","scheduled_at") WHERE "status" <> 'healthy';--> statement-breakpoint
CREATE UNIQUE INDEX "status_intervals_open" ON "status_intervals" ("check_id") WHERE "ended_at" is null;--> statement-breakpoint
CREATE INDEX "status_intervals_newest" ON "status_intervals" ("check_id","started_at","id");--> statement-breakpoint
ALTER TABLE "check_states" ADD CONSTRAINT "check_states_check_id_checks_id_fkey" FOREIGN KEY ("check_id") REFERENCES "checks"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "schedules" ADD CONSTRAINT "schedules_check_id_checks_id_fkey" FOREIGN KEY ("check_id") REFERENCES "checks"("id") ON DELETE CASCADE;--> statement-breakpoint
ALTER TABLE "status_intervals" ADD CONSTRAINT "status_intervals_check_id_checks_id_fkey" FOREIGN KEY ("check_id") REFERENCES "checks"("id") ON DELETE CASCADE;