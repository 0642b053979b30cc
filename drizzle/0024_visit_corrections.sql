CREATE TABLE "visit_corrections" (
	"id" uuid PRIMARY KEY NOT NULL,
	"check_in_id" uuid NOT NULL,
	"checked_in_at" timestamp (3) with time zone NOT NULL,
	"checked_out_at" timestamp (3) with time zone NOT NULL,
	"place" text,
	"billable" boolean DEFAULT true NOT NULL,
	"reason" text NOT NULL,
	"evidence" text NOT NULL,
	"by" uuid,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "visit_corrections_in_order" CHECK ("visit_corrections"."checked_out_at" > "visit_corrections"."checked_in_at"),
	CONSTRAINT "visit_corrections_evidence_known" CHECK ("visit_corrections"."evidence" in ('staff_saw', 'paper_sheet', 'camera', 'helper_said', 'client_said', 'other'))
);
--> statement-breakpoint
ALTER TABLE "check_ins" ADD COLUMN "first_in_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "check_ins" ADD COLUMN "first_out_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "check_ins" ADD COLUMN "entered_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "visit_corrections" ADD CONSTRAINT "visit_corrections_check_in_id_check_ins_id_fk" FOREIGN KEY ("check_in_id") REFERENCES "public"."check_ins"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_corrections" ADD CONSTRAINT "visit_corrections_by_users_id_fk" FOREIGN KEY ("by") REFERENCES "public"."users"("id") ON DELETE restrict ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "visit_corrections_of_check_in" ON "visit_corrections" USING btree ("check_in_id","at");--> statement-breakpoint
-- Corrections are evidence: nobody changes one, and nobody takes one away. Erasing a client's data takes their reasons only.
CREATE FUNCTION refuse_changed_correction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.reason = 'Erased' AND to_jsonb(NEW) - 'reason' = to_jsonb(OLD) - 'reason' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'A correction of a visit is never changed.' USING ERRCODE = 'integrity_constraint_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER visit_corrections_stay BEFORE UPDATE OR DELETE ON visit_corrections
  FOR EACH ROW EXECUTE FUNCTION refuse_changed_correction();
