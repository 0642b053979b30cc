CREATE TABLE "client_merges" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"merged_client_id" uuid NOT NULL,
	"merged_at" timestamp (3) with time zone NOT NULL,
	"merged_by" uuid,
	"trace" jsonb,
	"undone_at" timestamp (3) with time zone,
	CONSTRAINT "client_merges_of_two" CHECK ("client_merges"."client_id" <> "client_merges"."merged_client_id")
);
--> statement-breakpoint
CREATE TABLE "clients_told_apart" (
	"client_id" uuid NOT NULL,
	"other_id" uuid NOT NULL,
	"told_by" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "clients_told_apart_pkey" PRIMARY KEY("client_id","other_id"),
	CONSTRAINT "clients_told_apart_in_order" CHECK ("clients_told_apart"."client_id" < "clients_told_apart"."other_id")
);
--> statement-breakpoint
DROP INDEX "clients_by_zapier_id";--> statement-breakpoint
ALTER TABLE "clients" ADD COLUMN "merged_into" uuid;--> statement-breakpoint
ALTER TABLE "client_merges" ADD CONSTRAINT "client_merges_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_merges" ADD CONSTRAINT "client_merges_merged_client_id_clients_id_fk" FOREIGN KEY ("merged_client_id") REFERENCES "public"."clients"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "client_merges" ADD CONSTRAINT "client_merges_merged_by_users_id_fk" FOREIGN KEY ("merged_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clients_told_apart" ADD CONSTRAINT "clients_told_apart_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clients_told_apart" ADD CONSTRAINT "clients_told_apart_other_id_clients_id_fk" FOREIGN KEY ("other_id") REFERENCES "public"."clients"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clients_told_apart" ADD CONSTRAINT "clients_told_apart_told_by_users_id_fk" FOREIGN KEY ("told_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "client_merges_of_client" ON "client_merges" USING btree ("client_id","merged_at");--> statement-breakpoint
CREATE INDEX "client_merges_of_merged" ON "client_merges" USING btree ("merged_client_id");--> statement-breakpoint
ALTER TABLE "clients" ADD CONSTRAINT "clients_merged_into_clients_id_fk" FOREIGN KEY ("merged_into") REFERENCES "public"."clients"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "clients_merged_into" ON "clients" USING btree ("merged_into") WHERE "clients"."merged_into" is not null;--> statement-breakpoint
CREATE INDEX "clients_by_external_id" ON "clients" USING gin ("external_ids" jsonb_path_ops);--> statement-breakpoint
ALTER TABLE "clients" ADD CONSTRAINT "clients_merged_are_deleted" CHECK ("clients"."merged_into" is null or "clients"."deleted_at" is not null);--> statement-breakpoint
-- Every id of a sender is kept, not the last one only.
UPDATE "clients" SET "external_ids" = (
  SELECT jsonb_object_agg(sender, jsonb_build_array(id)) FROM jsonb_each("external_ids") AS ids(sender, id)
) WHERE "external_ids" <> '{}';
