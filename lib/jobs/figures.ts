import type postgres from "postgres"
import { Gauge, Registry } from "prom-client"

const helpOf = {
  webhook_outbox_events: "Events that were committed and are not yet on their way.",
  webhook_outbox_oldest_seconds: "How long the oldest of them has been waiting.",
  webhook_deliveries_waiting: "Deliveries that wait for their next try.",
  webhook_deliveries_overdue_seconds: "How long ago the delivery was due that is due longest.",
  jobs_waiting: "Jobs that are due and wait for a worker, by queue.",
  jobs_oldest_waiting_seconds: "How long ago the job was due that is due longest, by queue.",
  imports_waiting: "Imports that are to be read, written or undone.",
  workers_alive: "Workers that said so within the last minute.",
  scheduled_job_last_success_timestamp_seconds: "When a scheduled job was done last.",
  backup_last_good_timestamp_seconds:
    "When the last backup was taken that was proven good; 0 where there is none.",
  db_connections: "Connections to the database of all processes of the CRM, by state.",
  db_size_bytes: "Size of the database.",
}
type Figure = { name: keyof typeof helpOf; of: string | null; value: number }

const labelOf: Partial<Record<string, string>> = {
  jobs_waiting: "queue",
  jobs_oldest_waiting_seconds: "queue",
  scheduled_job_last_success_timestamp_seconds: "job",
  db_connections: "state",
}

const PATIENCE_MS = 3000

/**
 * What the database knows of the whole CRM, the same from whichever process it is asked; `db_up` alone, and 0, where it does not
 * answer within 3 seconds.
 */
export async function figuresOf(sql: postgres.Sql): Promise<Registry> {
  const registry = new Registry()
  const registers = [registry]
  const found = await answerOf(sql)
  new Gauge({ name: "db_up", help: "Whether the database answers.", registers }).set(found ? 1 : 0)
  for (const [name, help] of Object.entries(helpOf)) {
    const own = found?.filter((figure) => figure.name === name) ?? []
    if (!found) continue
    const label = labelOf[name]
    const gauge = new Gauge({ name, help, labelNames: label ? [label] : [], registers })
    for (const { of, value } of own) gauge.set(label ? { [label]: String(of) } : {}, value)
  }
  return registry
}

async function answerOf(sql: postgres.Sql): Promise<Figure[] | null> {
  const asked = ask(sql)
  const patience = setTimeout(() => asked.cancel(), PATIENCE_MS)
  try {
    return await asked
  } catch {
    return null
  } finally {
    clearTimeout(patience)
  }
}

const ask = (sql: postgres.Sql) => sql<Figure[]>`
  select 'webhook_outbox_events' as name, null as of, count(*)::float8 as value from outbox
  union all
  select 'webhook_outbox_oldest_seconds', null,
    coalesce(extract(epoch from now() - min(events.occurred_at)), 0)::float8
    from outbox join events on events.id = outbox.event_id
  union all
  select 'webhook_deliveries_waiting', null, count(*)::float8 from deliveries where state = 'waiting'
  union all
  select 'webhook_deliveries_overdue_seconds', null,
    greatest(coalesce(extract(epoch from now() - min(next_try_at)), 0), 0)::float8
    from deliveries join webhook_targets on webhook_targets.id = target_id
    where state = 'waiting' and switched_off_at is null and removed_at is null
  union all
  select 'jobs_waiting', queue.name,
    (select count(*) from pgboss.job where job.name = queue.name and state in ('created', 'retry') and start_after <= now())::float8
    from pgboss.queue
  union all
  select 'jobs_oldest_waiting_seconds', queue.name,
    (select coalesce(extract(epoch from now() - min(start_after)), 0) from pgboss.job
      where job.name = queue.name and state in ('created', 'retry') and start_after <= now())::float8
    from pgboss.queue
  union all
  select 'imports_waiting', null, count(*)::float8 from imports where state in ('checking', 'running', 'undoing')
  union all
  select 'workers_alive', null, count(*)::float8 from workers where seen_at >= now() - interval '1 minute'
  union all
  select 'scheduled_job_last_success_timestamp_seconds', job, extract(epoch from max(finished_at))::float8
    from job_runs where state = 'done' group by job
  union all
  select 'backup_last_good_timestamp_seconds', null, coalesce(extract(epoch from max(taken_at)), 0)::float8
    from backups where state = 'good'
  union all
  select 'db_connections', coalesce(state, 'unknown'), count(*)::float8
    from pg_stat_activity where datname = current_database() and application_name = 'bec-crm' group by state
  union all
  select 'db_size_bytes', null, pg_database_size(current_database())::float8`
