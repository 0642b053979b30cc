-- The SQL twin of lib/coverage/status.ts (stretches): rewrites the coverage calendar of the given clients.
CREATE FUNCTION refresh_client_coverage(changed uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- Writers of one client take turns: each then sees what the one before it committed.
  PERFORM 1 FROM clients WHERE id = ANY (changed) ORDER BY id FOR NO KEY UPDATE;
  DELETE FROM client_coverage WHERE client_id = ANY (changed);
  INSERT INTO client_coverage (client_id, starts_on, ends_on, kind)
  WITH held AS (
    SELECT client_id, starts_on, ends_on FROM memberships
    WHERE client_id = ANY (changed) AND cancelled_at IS NULL
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
--> statement-breakpoint
CREATE FUNCTION coverage_after_new_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'clients' THEN
    PERFORM refresh_client_coverage(ARRAY(SELECT id FROM new_rows));
  ELSE
    PERFORM refresh_client_coverage(ARRAY(SELECT DISTINCT client_id FROM new_rows));
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION coverage_after_changed_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_client_coverage(ARRAY(SELECT client_id FROM new_rows UNION SELECT client_id FROM old_rows));
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION coverage_after_old_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_client_coverage(ARRAY(SELECT DISTINCT client_id FROM old_rows));
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION coverage_after_pos_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_client_coverage(ARRAY[NEW.id]);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER clients_coverage_insert AFTER INSERT ON clients
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION coverage_after_new_rows();
--> statement-breakpoint
CREATE TRIGGER clients_coverage_update AFTER UPDATE OF pos_start_date, pos_end_date ON clients FOR EACH ROW
  WHEN ((OLD.pos_start_date, OLD.pos_end_date) IS DISTINCT FROM (NEW.pos_start_date, NEW.pos_end_date))
  EXECUTE FUNCTION coverage_after_pos_change();
--> statement-breakpoint
CREATE TRIGGER memberships_coverage_insert AFTER INSERT ON memberships
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION coverage_after_new_rows();
--> statement-breakpoint
CREATE TRIGGER memberships_coverage_update AFTER UPDATE ON memberships
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION coverage_after_changed_rows();
--> statement-breakpoint
CREATE TRIGGER memberships_coverage_delete AFTER DELETE ON memberships
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION coverage_after_old_rows();
--> statement-breakpoint
INSERT INTO plans (id, code, name, length_value, length_unit) VALUES
  (gen_random_uuid(), 'unlimited', 'Unlimited', 12, 'months'),
  (gen_random_uuid(), '10_hours', '10 Hours', 1, 'months'),
  (gen_random_uuid(), '20_hours', '20 Hours', 1, 'months'),
  (gen_random_uuid(), 'day_pass', 'Day Pass', 1, 'days'),
  (gen_random_uuid(), 'student', 'Student', 6, 'months'),
  (gen_random_uuid(), 'tournament', 'Tournament', 1, 'days');
