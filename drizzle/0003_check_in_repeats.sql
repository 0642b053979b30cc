CREATE TABLE "check_in_repeats" (
	"idempotency_key" text PRIMARY KEY NOT NULL,
	"check_in_id" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "check_in_repeats" ADD CONSTRAINT "check_in_repeats_check_in_id_check_ins_id_fk" FOREIGN KEY ("check_in_id") REFERENCES "public"."check_ins"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "check_in_repeats_of_check_in" ON "check_in_repeats" USING btree ("check_in_id");