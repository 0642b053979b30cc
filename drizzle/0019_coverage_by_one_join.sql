-- Whatever Postgres believes of the tables, the work grows with the changed clients only: they are joined, once. Joining
-- the parts with each other, and comparing with an array, took as many steps as pairs when it took them for few.
CREATE OR REPLACE FUNCTION refresh_client_coverage(changed uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- Writers of one client take turns: each then sees what the one before it committed.
  PERFORM 1 FROM unnest(changed) AS one (id) JOIN clients c ON c.id = one.id ORDER BY c.id FOR NO KEY UPDATE OF c;
  DELETE FROM client_coverage USING unnest(changed) AS one (id) WHERE client_id = one.id;
  INSERT INTO client_coverage (client_id, client_created_at, client_sort_name, starts_on, ends_on, kind)
  WITH periods AS (
    -- One without dates for whoever has none; the POS dates count only for clients without a membership.
    SELECT c.id AS client_id, c.created_at, c.sort_name,
      CASE WHEN m.client_id IS NOT NULL THEN m.starts_on WHEN c.pos_end_date IS NOT NULL THEN c.pos_start_date END AS starts_on,
      CASE WHEN m.client_id IS NOT NULL THEN m.holds_until WHEN c.pos_start_date IS NOT NULL THEN c.pos_end_date END AS ends_on
    FROM unnest(changed) AS one (id) JOIN clients c ON c.id = one.id AND c.deleted_at IS NULL
      LEFT JOIN memberships m ON m.client_id = c.id AND m.holds_until IS NOT NULL
  ), marked AS (
    SELECT *, coalesce(starts_on > 1 + max(ends_on) OVER (
      PARTITION BY client_id ORDER BY starts_on, ends_on ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ), true) AS opens FROM periods
  ), numbered AS (
    SELECT *, count(*) FILTER (WHERE opens) OVER (PARTITION BY client_id ORDER BY starts_on, ends_on) AS stretch FROM marked
  ), stretches AS (
    SELECT client_id, created_at, sort_name, min(starts_on) AS starts_on, max(ends_on) AS ends_on
    FROM numbered GROUP BY client_id, created_at, sort_name, stretch
  ), neighbours AS (
    SELECT *, lag(ends_on) OVER w AS before, lead(starts_on) OVER w AS after
    FROM stretches WINDOW w AS (PARTITION BY client_id ORDER BY starts_on)
  )
  SELECT client_id, created_at, sort_name, starts_on, ends_on, 'covered' FROM neighbours WHERE starts_on IS NOT NULL
  UNION ALL
  SELECT client_id, created_at, sort_name, ends_on + 1, coalesce(after - 1, 'infinity'), 'ended'
  FROM neighbours WHERE starts_on IS NOT NULL
  UNION ALL
  SELECT client_id, created_at, sort_name, '-infinity', starts_on - 1, 'upcoming'
  FROM neighbours WHERE starts_on IS NOT NULL AND before IS NULL
  UNION ALL
  SELECT client_id, created_at, sort_name, '-infinity', 'infinity', 'none' FROM neighbours WHERE starts_on IS NULL;
END $$;
