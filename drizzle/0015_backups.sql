CREATE TABLE "backups" (
	"id" uuid PRIMARY KEY NOT NULL,
	"file" text,
	"taken_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"why" text,
	"size" bigint,
	"sha256" text,
	"rows" jsonb,
	"proved_at" timestamp (3) with time zone,
	"checked_at" timestamp (3) with time zone,
	"copied_at" timestamp (3) with time zone,
	"copy_problem" text,
	CONSTRAINT "backups_file_key" UNIQUE("file"),
	CONSTRAINT "backups_state_known" CHECK ("backups"."state" in ('taken', 'good', 'failed')),
	CONSTRAINT "backups_good_proven" CHECK ("backups"."state" <> 'good' or ("backups"."file" is not null and "backups"."proved_at" is not null))
);
--> statement-breakpoint
CREATE INDEX "backups_newest" ON "backups" USING btree ("taken_at");