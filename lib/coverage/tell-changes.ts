import { sql } from "drizzle-orm"
import { z } from "zod"
import { addDays } from "../core/clock"
import { eventRow, insertEvents, operation } from "../core/operation"
import { EXPIRING_WITHIN_DAYS, type Status } from "./status"

/** So many clients are told of at once. */
const BATCH = 1000

type Changed = { clientId: string; was: Status; is: Status }

/**
 * Tells of clients whose status is another than the one that was told last, whatever changed it: a membership, POS dates,
 * an import, or only the day. Returns their ids, of up to 1,000 clients: none when nothing is left to tell.
 */
export const tellStatusChanges = operation({
  permission: "jobs.run",
  input: z.strictObject({}),
  async run({ tx, today, within }) {
    // One after the other: two who see the same change would tell of it twice.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('told statuses', 0))`)
    const lastExpiring = addDays(today, EXPIRING_WITHIN_DAYS)
    const changed: Changed[] = await tx.execute(sql`
      select client_id as "clientId", coalesce(told.status, 'none') as was, coalesce(present.status, 'none') as is
      from (select client_id, case kind when 'ended' then 'expired' when 'upcoming' then 'pending' when 'covered' then
          case when ends_on <= ${lastExpiring}::date then 'expiring' else 'active' end end as status
        from client_coverage where ${today}::date between starts_on and ends_on and kind <> 'none') present
      full join told_statuses told using (client_id)
      where told.status is distinct from present.status
      order by client_id limit ${BATCH}`)
    if (changed.length === 0) return []
    const ids = sql.param(JSON.stringify(changed))
    await tx.execute(sql`
      merge into told_statuses told
      using jsonb_to_recordset(${ids}::jsonb) as changed ("clientId" uuid, "is" text) on told.client_id = "clientId"
      when matched and "is" = 'none' then delete
      when matched then update set status = "is"
      when not matched then insert (client_id, status) values ("clientId", "is")`)
    const rows = changed.map(({ clientId, was, is }) =>
      eventRow(within, "membership.status_changed", { from: was, to: is }, { clientId }),
    )
    await insertEvents(tx, rows)
    return changed.map(({ clientId }) => clientId)
  },
})
