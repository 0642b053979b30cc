-- All that a client is searched by stands in one column, so that one index finds it and a sorted list can stop early.
DROP INDEX "contact_methods_search";
--> statement-breakpoint
ALTER TABLE "clients" DROP COLUMN "search_text";
--> statement-breakpoint
ALTER TABLE "clients" ADD COLUMN "further_contacts" text;
--> statement-breakpoint
UPDATE clients SET further_contacts = theirs.contacts
FROM (SELECT client_id, string_agg(value, ' ' ORDER BY value) AS contacts FROM contact_methods GROUP BY client_id) AS theirs
WHERE theirs.client_id = clients.id;
--> statement-breakpoint
ALTER TABLE "clients" ADD COLUMN "search_text" text GENERATED ALWAYS AS (search_fold(first_name || ' ' || last_name || ' ' || coalesce(email, '') || ' ' || coalesce(phone, '') || ' ' || coalesce(uci_number, '') || ' ' || coalesce(further_contacts, ''))) STORED;
--> statement-breakpoint
CREATE INDEX "clients_search" ON "clients" USING gin ("search_text" gin_trgm_ops);
--> statement-breakpoint
-- Each two characters that follow each other: what is left of a text where its trigrams say nothing.
CREATE FUNCTION letter_pairs(value text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  pairs text[] := '{}';
BEGIN
  FOR place IN 1 .. pg_catalog.length(value) - 1 LOOP
    pairs := pairs || pg_catalog.substr(value, place, 2);
  END LOOP;
  RETURN pairs;
END $$;
--> statement-breakpoint
CREATE INDEX "clients_search_pairs" ON "clients" USING gin (letter_pairs("search_text"));
--> statement-breakpoint
CREATE FUNCTION refresh_further_contacts(changed uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- Writers of one client take turns: each then sees what the one before it committed.
  PERFORM 1 FROM clients WHERE id = ANY (changed) ORDER BY id FOR NO KEY UPDATE;
  UPDATE clients SET further_contacts = (
    SELECT string_agg(value, ' ' ORDER BY value) FROM contact_methods WHERE client_id = clients.id
  ) WHERE id = ANY (changed);
END $$;
--> statement-breakpoint
CREATE FUNCTION contacts_after_new_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_further_contacts(ARRAY(SELECT DISTINCT client_id FROM new_rows));
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION contacts_after_changed_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_further_contacts(ARRAY(SELECT client_id FROM new_rows UNION SELECT client_id FROM old_rows));
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION contacts_after_old_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM refresh_further_contacts(ARRAY(SELECT DISTINCT client_id FROM old_rows));
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER contact_methods_insert AFTER INSERT ON contact_methods
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION contacts_after_new_rows();
--> statement-breakpoint
CREATE TRIGGER contact_methods_update AFTER UPDATE ON contact_methods
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION contacts_after_changed_rows();
--> statement-breakpoint
CREATE TRIGGER contact_methods_delete AFTER DELETE ON contact_methods
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION contacts_after_old_rows();
