CREATE TABLE "items" (
	"id" text PRIMARY KEY,
	"title" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL
);
