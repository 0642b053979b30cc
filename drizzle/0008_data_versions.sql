CREATE TABLE "data_versions" (
	"name" text PRIMARY KEY NOT NULL,
	"version" uuid NOT NULL
);

--> statement-breakpoint
INSERT INTO "data_versions" VALUES ('people', gen_random_uuid()), ('visits', gen_random_uuid());
--> statement-breakpoint
-- The triggers that call it wait for the commit, so that its locks are the last and the shortest of a transaction. They are
-- taken in one order, whatever changed first: nobody waits for each other in a circle.
CREATE FUNCTION change_data_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('bec.changed_' || TG_ARGV[0], true) IS DISTINCT FROM 'yes' THEN
    PERFORM set_config('bec.changed_' || TG_ARGV[0], 'yes', true);
    PERFORM 1 FROM data_versions ORDER BY name FOR NO KEY UPDATE;
    UPDATE data_versions SET version = gen_random_uuid() WHERE name = TG_ARGV[0];
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER memberships_version_added AFTER INSERT OR DELETE ON memberships
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION change_data_version('people');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER memberships_version_changed AFTER UPDATE ON memberships
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN ((OLD.client_id, OLD.plan_id, OLD.starts_on, OLD.holds_until, OLD.renewal_of)
    IS DISTINCT FROM (NEW.client_id, NEW.plan_id, NEW.starts_on, NEW.holds_until, NEW.renewal_of))
  EXECUTE FUNCTION change_data_version('people');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER clients_version_added AFTER INSERT OR DELETE ON clients
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION change_data_version('people');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER clients_version_changed AFTER UPDATE ON clients
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN ((OLD.language, OLD.service_coordinator, OLD.pos_start_date, OLD.pos_end_date, OLD.deleted_at IS NULL)
    IS DISTINCT FROM (NEW.language, NEW.service_coordinator, NEW.pos_start_date, NEW.pos_end_date, NEW.deleted_at IS NULL))
  EXECUTE FUNCTION change_data_version('people');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER plans_version_changed AFTER INSERT OR UPDATE OR DELETE ON plans
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION change_data_version('people');
--> statement-breakpoint
-- Only visits that began more than a day ago: the check-ins of a day never wait here (lib/reports/past-days.ts).
CREATE CONSTRAINT TRIGGER check_ins_version_added AFTER INSERT ON check_ins
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.checked_in_at < now() - interval '1 day') EXECUTE FUNCTION change_data_version('visits');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER check_ins_version_removed AFTER DELETE ON check_ins
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (OLD.checked_in_at < now() - interval '1 day') EXECUTE FUNCTION change_data_version('visits');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER check_ins_version_changed AFTER UPDATE ON check_ins
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (least(OLD.checked_in_at, NEW.checked_in_at) < now() - interval '1 day'
    AND (OLD.client_id, OLD.checked_in_at, OLD.checked_out_at, OLD.needs_review, OLD.removal IS NULL)
    IS DISTINCT FROM (NEW.client_id, NEW.checked_in_at, NEW.checked_out_at, NEW.needs_review, NEW.removal IS NULL))
  EXECUTE FUNCTION change_data_version('visits');
--> statement-breakpoint
CREATE TRIGGER clients_version_emptied AFTER TRUNCATE ON clients EXECUTE FUNCTION change_data_version('people');
--> statement-breakpoint
CREATE TRIGGER memberships_version_emptied AFTER TRUNCATE ON memberships EXECUTE FUNCTION change_data_version('people');
--> statement-breakpoint
CREATE TRIGGER check_ins_version_emptied AFTER TRUNCATE ON check_ins EXECUTE FUNCTION change_data_version('visits');
