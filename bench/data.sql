-- A centre of :clients clients as the benchmark needs it: the same for the same size, with days counted from :today.
-- roll(i, salt) is a number from 0 to 2147483647 that looks random and is always the same for the same i and salt.
CREATE FUNCTION pg_temp.roll(i bigint, salt int) RETURNS int LANGUAGE sql IMMUTABLE AS $$
  SELECT (hashint8extended(i, salt) & 2147483647)::int
$$;
CREATE FUNCTION pg_temp.row_id(kind int, i bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
  SELECT (lpad(to_hex(kind), 8, '0') || '-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid
$$;
CREATE FUNCTION pg_temp.pick(words text, number int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT (string_to_array(words, ' '))[1 + number % cardinality(string_to_array(words, ' '))]
$$;
CREATE TEMP TABLE size ON COMMIT DROP AS SELECT :clients::int AS clients, ':today'::date AS today, now() AS moment;

INSERT INTO clients (id, first_name, last_name, email, phone, date_of_birth, uci_number, service_coordinator,
  pos_start_date, pos_end_date, language, notes, created_at, updated_at)
SELECT pg_temp.row_id(1, i), first_name, last_name,
  CASE WHEN roll % 10 < 6 THEN lower(first_name || '.' || last_name) || i || '@example.org' END,
  '+1661' || lpad((2000000 + i)::text, 7, '0'),
  today - 4700 - pg_temp.roll(i, 3) % 16000,
  CASE WHEN roll % 4 > 0 THEN lpad((1000000 + i)::text, 7, '0') END,
  CASE WHEN roll % 4 > 0 THEN 'Coordinator ' || pg_temp.pick('Abara Bell Cho Diaz Eze Fox Gill Hale Ito Joshi Kaur Lund', pg_temp.roll(i, 4)) || ' ' || pg_temp.roll(i, 5) % greatest(1, clients / 3000) END,
  NULL, NULL,
  pg_temp.pick('English English English Spanish Punjabi Tagalog', pg_temp.roll(i, 6)),
  CASE WHEN roll % 5 = 0 THEN 'Prefers a seat by the window and headphones.' END,
  moment - make_interval(mins => pg_temp.roll(i, 7) % 1000000), moment
FROM (
  SELECT i, size.*, pg_temp.roll(i, 0) AS roll,
    initcap(pg_temp.pick('ana ben carla dev elena farid gina hugo ines jonas kim leo maya nils omar pia quinn rosa sam tara uma vera wes ximena yara zoe', pg_temp.roll(i, 1))) AS first_name,
    initcap(pg_temp.pick('ba de fi go hu ja ke li mo nu pa re so ti va we', pg_temp.roll(i, 8)) || pg_temp.pick('bar den fin gor hul jam kel lin mon nur pas rik sol tan vic wel', pg_temp.roll(i, 2)) || pg_temp.pick('a e er ez i in o ov s son', pg_temp.roll(i, 9))) AS last_name
  FROM size, generate_series(1, size.clients) AS i
) AS invented;

-- Six in ten are covered for long, one in ten ends soon, a quarter has ended, some begin later, some have none.
INSERT INTO memberships (id, client_id, plan_id, starts_on, ends_on, created_at, updated_at)
SELECT pg_temp.row_id(2, i), pg_temp.row_id(1, i), plan.id, ends_on - 364, ends_on, moment, moment
FROM (
  SELECT i, size.*, CASE
      WHEN state < 60 THEN today + 31 + pg_temp.roll(i, 11) % 300
      WHEN state < 68 THEN today + pg_temp.roll(i, 11) % 31
      WHEN state < 93 THEN today - 1 - pg_temp.roll(i, 11) % 700
      WHEN state < 96 THEN today + 365 + pg_temp.roll(i, 11) % 60
    END AS ends_on
  FROM (SELECT i, pg_temp.roll(i, 10) % 100 AS state FROM size, generate_series(1, size.clients) AS i) AS states, size
) AS terms
JOIN LATERAL (SELECT id FROM plans ORDER BY code OFFSET pg_temp.roll(i, 12) % 6 LIMIT 1) AS plan ON true
WHERE ends_on IS NOT NULL;

INSERT INTO memberships (id, client_id, plan_id, starts_on, ends_on, created_at, updated_at)
SELECT pg_temp.row_id(3, row_number() OVER ()), m.client_id, m.plan_id, m.starts_on - 365, m.starts_on - 1, m.created_at, m.updated_at
FROM memberships AS m, size WHERE pg_temp.roll(('x' || right(m.client_id::text, 12))::bit(48)::bigint, 13) % 4 = 0;

-- Ten visits each over two years, in the opening hours; of the last two hours one in eight goes on.
INSERT INTO check_ins (id, client_id, idempotency_key, method, station, checked_in_at, checked_out_at)
SELECT pg_temp.row_id(4, i), pg_temp.row_id(1, 1 + pg_temp.roll(i, 20) % clients), 'bench-' || i,
  CASE WHEN pg_temp.roll(i, 21) % 2 = 0 THEN 'kiosk' ELSE 'staff' END, 'PC-' || pg_temp.roll(i, 22) % 20,
  began, CASE WHEN began < moment - interval '2 hours' THEN began + make_interval(mins => 30 + pg_temp.roll(i, 23) % 90)
    WHEN i % 8 > 0 THEN began END
FROM (
  SELECT i, size.*, ((today - pg_temp.roll(i, 24) % 730)::timestamp + make_interval(mins => 660 + pg_temp.roll(i, 25) % 540)) AT TIME ZONE 'America/Los_Angeles' AS began
  FROM size, generate_series(1, size.clients * 10) AS i
) AS visits
WHERE began <= moment;

INSERT INTO client_notes (id, client_id, author_id, body, created_at)
SELECT pg_temp.row_id(5, i), pg_temp.row_id(1, 1 + pg_temp.roll(i, 30) % clients), (SELECT id FROM users LIMIT 1),
  'Asked about the next tournament.', moment - make_interval(mins => pg_temp.roll(i, 31) % 500000)
FROM size, generate_series(1, size.clients / 5) AS i;

-- One in ten has a further number, of a guardian.
INSERT INTO contact_methods (id, client_id, kind, value, label, created_at)
SELECT pg_temp.row_id(6, i), pg_temp.row_id(1, i), 'phone', '+1661' || lpad((7000000 + i)::text, 7, '0'), 'Guardian', moment
FROM size, generate_series(1, size.clients) AS i WHERE pg_temp.roll(i, 40) % 10 = 0;
