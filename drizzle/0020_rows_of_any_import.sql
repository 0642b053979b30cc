-- What is known of the imports so far says nothing about the next: Postgres would take its rows for none, and read all of
-- them where an index finds one.
ALTER TABLE "import_rows" ALTER COLUMN "import_id" SET STATISTICS 0;
--> statement-breakpoint
DO $$
BEGIN
  IF current_setting('server_version_num')::int >= 180000 THEN
    PERFORM pg_catalog.pg_clear_attribute_stats('public', 'import_rows', 'import_id', false);
  END IF;
END $$;
