-- The clients of a status are read in their order from one index, however few of all clients have it.
ALTER TABLE "client_coverage" ADD COLUMN "client_created_at" timestamp (3) with time zone, ADD COLUMN "client_sort_name" text;
--> statement-breakpoint
UPDATE client_coverage SET client_created_at = created_at, client_sort_name = sort_name FROM clients WHERE clients.id = client_id;
--> statement-breakpoint
ALTER TABLE "client_coverage" ALTER COLUMN "client_created_at" SET NOT NULL, ALTER COLUMN "client_sort_name" SET NOT NULL;
--> statement-breakpoint
CREATE INDEX "client_coverage_by_newest" ON "client_coverage" USING btree ("kind","client_created_at","client_id","starts_on","ends_on");
--> statement-breakpoint
CREATE INDEX "client_coverage_by_name" ON "client_coverage" USING btree ("kind","client_sort_name","client_id","starts_on","ends_on");
--> statement-breakpoint
CREATE OR REPLACE FUNCTION refresh_client_coverage(changed uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- Writers of one client take turns: each then sees what the one before it committed.
  PERFORM 1 FROM clients WHERE id = ANY (changed) ORDER BY id FOR NO KEY UPDATE;
  DELETE FROM client_coverage WHERE client_id = ANY (changed);
  INSERT INTO client_coverage (client_id, client_created_at, client_sort_name, starts_on, ends_on, kind)
  WITH present AS (
    SELECT id, pos_start_date, pos_end_date FROM clients WHERE id = ANY (changed) AND deleted_at IS NULL
  ), held AS (
    SELECT client_id, starts_on, holds_until AS ends_on FROM memberships
    WHERE client_id = ANY (SELECT id FROM present) AND holds_until IS NOT NULL
  ), periods AS (
    SELECT client_id, starts_on, ends_on FROM held
    UNION ALL
    SELECT c.id, c.pos_start_date, c.pos_end_date FROM present c
    WHERE c.pos_start_date IS NOT NULL AND c.pos_end_date IS NOT NULL
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
  ), calendar AS (
    SELECT client_id, starts_on, ends_on, 'covered' AS kind FROM neighbours
    UNION ALL
    SELECT client_id, ends_on + 1, coalesce(after - 1, 'infinity'), 'ended' FROM neighbours
    UNION ALL
    SELECT client_id, '-infinity', starts_on - 1, 'upcoming' FROM neighbours WHERE before IS NULL
    UNION ALL
    SELECT id, '-infinity', 'infinity', 'none' FROM present
    WHERE NOT EXISTS (SELECT 1 FROM periods WHERE periods.client_id = present.id)
  )
  SELECT client_id, created_at, sort_name, starts_on, ends_on, kind FROM calendar JOIN clients ON clients.id = client_id;
END $$;
--> statement-breakpoint
DROP TRIGGER clients_coverage_update ON clients;
--> statement-breakpoint
CREATE TRIGGER clients_coverage_update
  AFTER UPDATE OF pos_start_date, pos_end_date, deleted_at, created_at, first_name, last_name ON clients FOR EACH ROW
  WHEN ((OLD.pos_start_date, OLD.pos_end_date, OLD.deleted_at IS NULL, OLD.created_at, OLD.sort_name)
    IS DISTINCT FROM (NEW.pos_start_date, NEW.pos_end_date, NEW.deleted_at IS NULL, NEW.created_at, NEW.sort_name))
  EXECUTE FUNCTION coverage_after_pos_change();
