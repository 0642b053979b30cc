CREATE TABLE "kiosk_boxes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"public_key" text NOT NULL,
	"sealed_private_key" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "kiosk_calls" (
	"id" uuid PRIMARY KEY NOT NULL,
	"device_id" uuid NOT NULL,
	"called_at" timestamp (3) with time zone NOT NULL,
	"acknowledged_at" timestamp (3) with time zone,
	"acknowledged_by" uuid
);
--> statement-breakpoint
CREATE TABLE "kiosk_entries" (
	"id" uuid PRIMARY KEY NOT NULL,
	"device_id" uuid NOT NULL,
	"key" text NOT NULL,
	"way" text,
	"sealed_given" text,
	"reason" text NOT NULL,
	"happened_at" timestamp (3) with time zone NOT NULL,
	"clock_offset_seconds" integer NOT NULL,
	"time_uncertain" boolean DEFAULT false NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	"settled_by" uuid,
	"outcome" text,
	"dismiss_reason" text,
	CONSTRAINT "kiosk_entries_key" UNIQUE("key"),
	CONSTRAINT "kiosk_entries_settled_whole" CHECK (("kiosk_entries"."settled_at" is null) = ("kiosk_entries"."outcome" is null)),
	CONSTRAINT "kiosk_entries_reason_known" CHECK ("kiosk_entries"."reason" in ('nobody', 'several', 'unreadable', 'too_old'))
);
--> statement-breakpoint
CREATE TABLE "kiosk_used_tickets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "member_cards" (
	"id" uuid PRIMARY KEY NOT NULL,
	"client_id" uuid NOT NULL,
	"token" text NOT NULL,
	"code" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "member_cards_token_key" UNIQUE("token"),
	CONSTRAINT "member_cards_code_key" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "kiosk_devices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"station" text NOT NULL,
	"token_hash" text NOT NULL,
	"paired_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"last_contact_at" timestamp (3) with time zone,
	"version" text,
	"battery_percent" integer,
	"charging" boolean,
	"waiting" integer DEFAULT 0 NOT NULL,
	"clock_offset_seconds" integer,
	CONSTRAINT "kiosk_devices_token_key" UNIQUE("token_hash"),
	CONSTRAINT "kiosk_devices_battery_percent" CHECK ("kiosk_devices"."battery_percent" between 0 and 100),
	CONSTRAINT "kiosk_devices_waiting" CHECK ("kiosk_devices"."waiting" >= 0)
);
--> statement-breakpoint
CREATE TABLE "kiosk_pairing_codes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"station" text NOT NULL,
	"code_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"device_id" uuid,
	CONSTRAINT "kiosk_pairing_codes_used_whole" CHECK (("kiosk_pairing_codes"."used_at" is null) = ("kiosk_pairing_codes"."device_id" is null))
);
--> statement-breakpoint
ALTER TABLE "check_ins" ADD COLUMN "device_id" uuid;--> statement-breakpoint
ALTER TABLE "check_ins" ADD COLUMN "received_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "check_ins" ADD COLUMN "clock_offset_seconds" integer;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "sealed_pin" text;--> statement-breakpoint
ALTER TABLE "kiosk_calls" ADD CONSTRAINT "kiosk_calls_device_id_kiosk_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."kiosk_devices"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kiosk_calls" ADD CONSTRAINT "kiosk_calls_acknowledged_by_users_id_fk" FOREIGN KEY ("acknowledged_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kiosk_entries" ADD CONSTRAINT "kiosk_entries_device_id_kiosk_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."kiosk_devices"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kiosk_entries" ADD CONSTRAINT "kiosk_entries_settled_by_users_id_fk" FOREIGN KEY ("settled_by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_cards" ADD CONSTRAINT "member_cards_client_id_clients_id_fk" FOREIGN KEY ("client_id") REFERENCES "public"."clients"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "kiosk_pairing_codes" ADD CONSTRAINT "kiosk_pairing_codes_device_id_kiosk_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."kiosk_devices"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "kiosk_calls_open" ON "kiosk_calls" USING btree ("called_at") WHERE "kiosk_calls"."acknowledged_at" is null;--> statement-breakpoint
CREATE INDEX "kiosk_calls_of_device" ON "kiosk_calls" USING btree ("device_id","called_at");--> statement-breakpoint
CREATE INDEX "kiosk_entries_waiting" ON "kiosk_entries" USING btree ("happened_at","id") WHERE "kiosk_entries"."settled_at" is null;--> statement-breakpoint
CREATE INDEX "kiosk_used_tickets_by_expiry" ON "kiosk_used_tickets" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "member_cards_one_working" ON "member_cards" USING btree ("client_id") WHERE "member_cards"."revoked_at" is null;--> statement-breakpoint
CREATE INDEX "kiosk_pairing_codes_by_hash" ON "kiosk_pairing_codes" USING btree ("code_hash");--> statement-breakpoint
ALTER TABLE "check_ins" ADD CONSTRAINT "check_ins_device_id_kiosk_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."kiosk_devices"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "clients_by_phone" ON "clients" USING btree ("phone") WHERE "clients"."deleted_at" is null;--> statement-breakpoint
CREATE INDEX "contact_methods_by_value" ON "contact_methods" USING btree ("value","kind");