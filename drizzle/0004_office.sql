CREATE TABLE "renewal_follow_ups" (
	"client_id" uuid NOT NULL,
	"coverage_ends_on" date NOT NULL,
	"contacted_on" date,
	"promised" boolean DEFAULT false NOT NULL,
	"note" text,
	"updated_by" uuid,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "renewal_follow_ups_pkey" PRIMARY KEY("client_id","coverage_ends_on")
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"name" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"code_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "renewal_of" uuid;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "cancelled_from" date;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "cancellation_reason" text;--> statement-breakpoint
-- Until now a cancelled membership never counted at all.
UPDATE "memberships" SET "cancelled_from" = "starts_on" WHERE "cancelled_at" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "holds_until" date GENERATED ALWAYS AS (case when cancelled_from is null then ends_on when cancelled_from > starts_on then least(ends_on, cancelled_from - 1) end) STORED;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "totp_secret" text;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "totp_confirmed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "totp_last_step" integer;--> statement-breakpoint
ALTER TABLE "renewal_follow_ups" ADD CONSTRAINT "renewal_follow_ups_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "renewal_follow_ups" ADD CONSTRAINT "renewal_follow_ups_updated_by_users_id_fk" FOREIGN KEY ("updated_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "recovery_codes_once" ON "recovery_codes" USING btree ("user_id","code_hash");--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_renewal_of_memberships_id_fk" FOREIGN KEY ("renewal_of") REFERENCES "public"."memberships"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "check_ins_counted" ON "check_ins" USING btree ("checked_in_at","client_id") WHERE "check_ins"."removal" is null;--> statement-breakpoint
CREATE INDEX "client_coverage_by_start" ON "client_coverage" USING btree ("kind","starts_on","ends_on","client_id");--> statement-breakpoint
CREATE INDEX "clients_by_coordinator" ON "clients" USING btree (search_fold("service_coordinator"),"id");--> statement-breakpoint
CREATE INDEX "events_of_type" ON "events" USING btree ("type","occurred_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "memberships_renewal_key" ON "memberships" USING btree ("renewal_of") WHERE "memberships"."cancelled_at" is null;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_cancelled_whole" CHECK (("memberships"."cancelled_at" is null) = ("memberships"."cancelled_from" is null));--> statement-breakpoint
-- The SQL twin of lib/coverage/status.ts (stretches); a membership counts until its last day or its cancellation.
CREATE OR REPLACE FUNCTION refresh_client_coverage(changed uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- Writers of one client take turns: each then sees what the one before it committed.
  PERFORM 1 FROM clients WHERE id = ANY (changed) ORDER BY id FOR NO KEY UPDATE;
  DELETE FROM client_coverage WHERE client_id = ANY (changed);
  INSERT INTO client_coverage (client_id, starts_on, ends_on, kind)
  WITH held AS (
    SELECT client_id, starts_on, holds_until AS ends_on FROM memberships
    WHERE client_id = ANY (changed) AND holds_until IS NOT NULL
  ), periods AS (
    SELECT client_id, starts_on, ends_on FROM held
    UNION ALL
    SELECT c.id, c.pos_start_date, c.pos_end_date FROM clients c
    WHERE c.id = ANY (changed) AND c.pos_start_date IS NOT NULL AND c.pos_end_date IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM held WHERE held.client_id = c.id)
  ), marked AS (
    SELECT *, coalesce(starts_on > 1 + max(ends_on) OVER (
      PARTITION BY client_id ORDER BY starts_on, ends_on ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ), true) AS opens FROM periods
  ), numbered AS (
    SELECT *, count(*) FILTER (WHERE opens) OVER (PARTITION BY client_id ORDER BY starts_on, ends_on) AS stretch FROM marked
  ), stretches AS (
    SELECT client_id, min(starts_on) AS starts_on, max(ends_on) AS ends_on FROM numbered GROUP BY client_id, stretch
  ), neighbours AS (
    SELECT *, lag(ends_on) OVER w AS before, lead(starts_on) OVER w AS after
    FROM stretches WINDOW w AS (PARTITION BY client_id ORDER BY starts_on)
  )
  SELECT client_id, starts_on, ends_on, 'covered' FROM neighbours
  UNION ALL
  SELECT client_id, ends_on + 1, coalesce(after - 1, 'infinity'), 'ended' FROM neighbours
  UNION ALL
  SELECT client_id, '-infinity', starts_on - 1, 'upcoming' FROM neighbours WHERE before IS NULL
  UNION ALL
  SELECT id, '-infinity', 'infinity', 'none' FROM clients
  WHERE id = ANY (changed) AND NOT EXISTS (SELECT 1 FROM periods WHERE periods.client_id = clients.id);
END $$;
