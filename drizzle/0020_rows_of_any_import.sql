-- What is known of the imports so far says nothing about the next: Postgres would take its rows for none, and read all of
-- them where an index finds one. It is told that any import has a tenth of the rows, or knows nothing before version 18.
ALTER TABLE "import_rows" ALTER COLUMN "import_id" SET STATISTICS 0;
--> statement-breakpoint
DO $$
BEGIN
  IF current_setting('server_version_num')::int >= 180000 THEN
    PERFORM pg_catalog.pg_restore_attribute_stats(
      'schemaname', 'public', 'relname', 'import_rows', 'attname', 'import_id', 'inherited', false,
      'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 10::real);
  END IF;
END $$;
