-- What all spellings of a name have in common: its letters and digits, small, without marks; a name without any is itself.
-- The same as foldName() in lib/clients/fold.ts. By the rules of Unicode that Postgres brings itself, so that no locale of a
-- machine changes them.
CREATE FUNCTION name_fold(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(nullif(normalize(pg_catalog.regexp_replace(
    pg_catalog.translate(
      replace(replace(replace(replace(
        pg_catalog.lower(normalize(value, NFKD) COLLATE pg_catalog.pg_c_utf8),
        'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
      'đðħıłøŧς', 'ddhilotσ'),
    '[^[:alnum:]]|[\u02b0-\u02ff]', '', 'g'), NFC), ''), value)
$$;--> statement-breakpoint
ALTER TABLE "clients" drop column "search_text";--> statement-breakpoint
ALTER TABLE "clients" ADD COLUMN "search_text" text GENERATED ALWAYS AS (search_fold(first_name || ' ' || last_name || ' ' || coalesce(email, '') || ' ' || coalesce(phone, '') || ' ' || coalesce(uci_number, '') || ' ' || coalesce(further_contacts, '')) || ' ' || name_fold(first_name) || ' ' || name_fold(last_name)) STORED;--> statement-breakpoint
ALTER TABLE "clients" ADD COLUMN "name_key" text GENERATED ALWAYS AS (name_fold(first_name || last_name)) STORED;--> statement-breakpoint
CREATE INDEX "clients_by_name_key" ON "clients" USING btree ("name_key");--> statement-breakpoint
CREATE INDEX "clients_deleted_by_uci" ON "clients" USING btree ("uci_number") WHERE "clients"."deleted_at" is not null;--> statement-breakpoint
-- They went with the column.
CREATE INDEX "clients_search" ON "clients" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "clients_search_pairs" ON "clients" USING gin (letter_pairs("search_text"));
