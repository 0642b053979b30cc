CREATE TABLE "audit_head" (
	"position" bigint PRIMARY KEY NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "event_seals" (
	"position" bigint PRIMARY KEY NOT NULL,
	"event_id" uuid NOT NULL,
	"row_digest" text NOT NULL,
	"data_digest" text NOT NULL,
	"salt" text,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "event_seals_event_id_unique" UNIQUE("event_id")
);
--> statement-breakpoint
CREATE TABLE "unsealed_events" (
	"event_id" uuid PRIMARY KEY NOT NULL
);
--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "channel" text;--> statement-breakpoint
ALTER TABLE "events" ADD COLUMN "address" text;--> statement-breakpoint
CREATE INDEX "events_of_actor" ON "events" USING btree ("actor_id","occurred_at","id") WHERE actor_id is not null;
--> statement-breakpoint
INSERT INTO "audit_head" VALUES (0, repeat('0', 64));
--> statement-breakpoint
INSERT INTO "unsealed_events" SELECT id FROM "events";
--> statement-breakpoint
-- As their owner: whoever writes events need not be able to write here.
CREATE FUNCTION wait_for_seal() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO public.unsealed_events SELECT id FROM new_rows;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER events_wait_for_seal AFTER INSERT ON events
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION wait_for_seal();
--> statement-breakpoint
-- The only change to events that there is: what was written about a client is forgotten when their personal data is
-- erased. The event client.erased, which the caller records in the same transaction, vouches for it. Without the salt
-- nobody can try out what the data was. Whoever seals waits, and is waited for.
CREATE FUNCTION erase_events_of_client(erased uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM 1 FROM public.audit_head FOR UPDATE;
  UPDATE public.events SET data = '{"erased": true}' WHERE client_id = erased AND type <> 'client.viewed';
  UPDATE public.event_seals s SET salt = NULL FROM public.events e
    WHERE e.id = s.event_id AND e.client_id = erased AND e.type <> 'client.viewed';
END $$;
--> statement-breakpoint
REVOKE EXECUTE ON FUNCTION wait_for_seal(), erase_events_of_client(uuid) FROM PUBLIC;
