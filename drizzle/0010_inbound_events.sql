CREATE TABLE "inbound_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"external_id" text NOT NULL,
	"type" text NOT NULL,
	"happened_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"data" jsonb,
	"state" text NOT NULL,
	"problem" text,
	"field_problems" jsonb,
	"did" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"client_id" uuid,
	"membership_id" uuid,
	"settled_at" timestamp (3) with time zone,
	"settled_by" uuid,
	CONSTRAINT "inbound_events_external_id_key" UNIQUE("external_id"),
	CONSTRAINT "inbound_events_state_known" CHECK ("inbound_events"."state" in ('processed', 'attention', 'dismissed')),
	CONSTRAINT "inbound_events_attention_has_problem" CHECK ("inbound_events"."state" <> 'attention' or "inbound_events"."problem" is not null)
);
--> statement-breakpoint
ALTER TABLE "inbound_events" ADD CONSTRAINT "inbound_events_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbound_events" ADD CONSTRAINT "inbound_events_membership_id_memberships_id_fk" FOREIGN KEY ("membership_id") REFERENCES "public"."memberships"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "inbound_events" ADD CONSTRAINT "inbound_events_settled_by_users_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "inbound_events_newest" ON "inbound_events" USING btree ("received_at","id");--> statement-breakpoint
CREATE INDEX "inbound_events_attention" ON "inbound_events" USING btree ("received_at","id") WHERE "inbound_events"."state" = 'attention';--> statement-breakpoint
CREATE INDEX "inbound_events_of_client" ON "inbound_events" USING btree ("client_id") WHERE "inbound_events"."client_id" is not null;--> statement-breakpoint
CREATE INDEX "clients_by_zapier_id" ON "clients" USING btree (("external_ids" ->> 'zapier'));