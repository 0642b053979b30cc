import { eq } from "drizzle-orm"
import { dataVersions } from "../../db/schema"
import { dateIn } from "../core/clock"
import type { Context } from "../core/operation"
import { tellStatusChanges } from "../coverage/tell-changes"
import { askForPlacements } from "../ggleap/ask-placement"

/** Tells of changed statuses when the data or the day is another than at the last look, and of nothing else. */
export function statusWatch() {
  let told = ""
  return async (ctx: Context): Promise<boolean> => {
    const [people] = await ctx.db.select().from(dataVersions).where(eq(dataVersions.name, "people"))
    const present = `${people?.version} ${dateIn(ctx.now, ctx.timeZone)}`
    if (present === told) return false
    const changed = await tell(ctx)
    if (changed.length === 0) told = present
    return changed.length > 0
  }
}

/** Whoever is linked to ggLeap may belong into another group now: that is asked for with the news, or not at all. */
function tell(ctx: Context): Promise<string[]> {
  return ctx.db.transaction(async (db) => {
    const clientIds = await tellStatusChanges({ ...ctx, db }, {})
    if (ctx.ggleap && clientIds.length > 0) await askForPlacements({ ...ctx, db }, { clientIds })
    return clientIds
  })
}
