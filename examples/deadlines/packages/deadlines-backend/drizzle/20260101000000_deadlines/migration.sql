CREATE TABLE "deadlines" (
	"id" text PRIMARY KEY,
	"system_id" text NOT NULL,
	"name" text NOT NULL,
	"due_on" date NOT NULL
);
--> statement-breakpoint
CREATE INDEX "deadlines_due_idx" ON "deadlines" ("due_on");--> statement-breakpoint
CREATE INDEX "deadlines_system_idx" ON "deadlines" ("system_id","due_on");