CREATE TABLE "environments" (
	"id" text PRIMARY KEY,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "groups" (
	"id" text PRIMARY KEY,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"parent_id" text
);
--> statement-breakpoint
CREATE TABLE "systems" (
	"id" text PRIMARY KEY,
	"name" text NOT NULL,
	"description" text NOT NULL,
	"owner" text NOT NULL,
	"group_id" text,
	"environment_id" text,
	"tags" text[] NOT NULL,
	"links" jsonb NOT NULL,
	"search" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "environments_name_key" ON "environments" (lower("name"));--> statement-breakpoint
CREATE UNIQUE INDEX "groups_name_key" ON "groups" (coalesce("parent_id", ''),lower("name"));--> statement-breakpoint
CREATE INDEX "groups_parent_idx" ON "groups" ("parent_id");--> statement-breakpoint
CREATE UNIQUE INDEX "systems_name_key" ON "systems" (lower("name"));--> statement-breakpoint
CREATE INDEX "systems_group_idx" ON "systems" ("group_id");--> statement-breakpoint
CREATE INDEX "systems_environment_idx" ON "systems" ("environment_id");--> statement-breakpoint
CREATE INDEX "systems_owner_idx" ON "systems" (lower("owner"));--> statement-breakpoint
CREATE INDEX "systems_tags_idx" ON "systems" USING gin ("tags");--> statement-breakpoint
ALTER TABLE "groups" ADD CONSTRAINT "groups_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "groups"("id");--> statement-breakpoint
ALTER TABLE "systems" ADD CONSTRAINT "systems_group_fk" FOREIGN KEY ("group_id") REFERENCES "groups"("id");--> statement-breakpoint
ALTER TABLE "systems" ADD CONSTRAINT "systems_environment_fk" FOREIGN KEY ("environment_id") REFERENCES "environments"("id");