CREATE TABLE "told_statuses" (
	"client_id" uuid PRIMARY KEY NOT NULL,
	"status" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ggleap_links" (
	"client_id" uuid PRIMARY KEY NOT NULL,
	"ggleap_user_id" text NOT NULL,
	"ggleap_name" text NOT NULL,
	"linked_at" timestamp (3) with time zone NOT NULL,
	"linked_by" uuid,
	"group_id" text,
	"placed_at" timestamp (3) with time zone,
	"problem" text,
	CONSTRAINT "ggleap_links_user_key" UNIQUE("ggleap_user_id")
);
--> statement-breakpoint
CREATE TABLE "job_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"job" text NOT NULL,
	"slot_at" timestamp (3) with time zone,
	"asked_by" uuid,
	"state" text NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"outcome" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "job_runs_state_known" CHECK ("job_runs"."state" in ('waiting', 'done', 'failed', 'skipped')),
	CONSTRAINT "job_runs_finished_whole" CHECK (("job_runs"."state" = 'waiting') = ("job_runs"."finished_at" is null))
);
--> statement-breakpoint
CREATE TABLE "schedules" (
	"job" text PRIMARY KEY NOT NULL,
	"looked_until" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "workers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"inline" boolean NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"membership_id" uuid,
	"occasion" text NOT NULL,
	"about" text NOT NULL,
	"planned_at" timestamp (3) with time zone NOT NULL,
	"good_until" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"dropped_because" text,
	"finished_at" timestamp (3) with time zone,
	"recipient" text,
	"language" text,
	"text" text,
	"phone" text,
	"event_id" uuid,
	CONSTRAINT "messages_state_known" CHECK ("messages"."state" in ('waiting', 'sent', 'dropped')),
	CONSTRAINT "messages_finished_whole" CHECK (("messages"."state" = 'waiting') = ("messages"."finished_at" is null)),
	CONSTRAINT "messages_dropped_whole" CHECK (("messages"."state" = 'dropped') = ("messages"."dropped_because" is not null)),
	CONSTRAINT "messages_sent_by_event" CHECK ("messages"."state" <> 'sent' or "messages"."event_id" is not null)
);
--> statement-breakpoint
ALTER TABLE "contact_methods" ADD COLUMN "gets_messages" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "told_statuses" ADD CONSTRAINT "told_statuses_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ggleap_links" ADD CONSTRAINT "ggleap_links_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ggleap_links" ADD CONSTRAINT "ggleap_links_linked_by_users_id_fk" FOREIGN KEY ("linked_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_runs" ADD CONSTRAINT "job_runs_asked_by_users_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_membership_id_memberships_id_fk" FOREIGN KEY ("membership_id") REFERENCES "public"."memberships"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_event_id_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."events"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "job_runs_once" ON "job_runs" USING btree ("job","slot_at");--> statement-breakpoint
CREATE INDEX "job_runs_newest" ON "job_runs" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "job_runs_of_job" ON "job_runs" USING btree ("job","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "messages_once" ON "messages" USING btree ("client_id","occasion","about");--> statement-breakpoint
CREATE INDEX "messages_waiting" ON "messages" USING btree ("planned_at","id") WHERE "messages"."state" = 'waiting';--> statement-breakpoint
CREATE INDEX "messages_of_client" ON "messages" USING btree ("client_id","planned_at","id");--> statement-breakpoint
CREATE INDEX "messages_newest" ON "messages" USING btree ("planned_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "contact_methods_one_gets_messages" ON "contact_methods" USING btree ("client_id") WHERE "contact_methods"."gets_messages";--> statement-breakpoint
ALTER TABLE "contact_methods" ADD CONSTRAINT "contact_methods_messages_by_phone" CHECK (not "contact_methods"."gets_messages" or "contact_methods"."kind" = 'phone');
--> statement-breakpoint
-- What the clients' statuses are today, so that nobody is told of all of them.
INSERT INTO "told_statuses" ("client_id", "status")
SELECT "client_id", CASE "kind" WHEN 'ended' THEN 'expired' WHEN 'upcoming' THEN 'pending'
  ELSE CASE WHEN "ends_on" <= "today" + 30 THEN 'expiring' ELSE 'active' END END
FROM "client_coverage", (SELECT (now() AT TIME ZONE 'America/Los_Angeles')::date AS "today") AS "day"
WHERE "today" BETWEEN "starts_on" AND "ends_on" AND "kind" <> 'none';
