CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA public;
--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;
--> statement-breakpoint
-- unaccent() is only STABLE because its dictionary could be changed; ours is not, and generated columns need IMMUTABLE.
CREATE FUNCTION search_fold(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT pg_catalog.lower(public.unaccent('public.unaccent'::pg_catalog.regdictionary, normalize(value, NFC)))
$$;
--> statement-breakpoint
-- A LIKE pattern that finds the value anywhere; what the user typed is never a wildcard.
CREATE FUNCTION contains_pattern(value text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT '%' || replace(replace(replace(public.search_fold(value), '\', '\\'), '%', '\%'), '_', '\_') || '%'
$$;
