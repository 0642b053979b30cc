import { and, eq, gte, inArray, isNotNull, isNull, max, or } from "drizzle-orm"
import { deliveries, inboundEvents, webhookTargets } from "../../db/schema"
import { listed } from "../core/format"
import { formatExactly } from "../core/format-moment"
import { webhookSettings } from "../env-parts"
import { type Check, fail, type Patient, pass, skip, warn } from "./check"

const WEEK_MS = 7 * 24 * 3_600_000

/** Whether events come in and go out. */
export const zapierChecks: Check[] = [
  {
    id: "zapier.configured",
    group: "Zapier",
    title: "Zapier is configured",
    remedy:
      "Set ZAPIER_HMAC_SECRET, and ZAPIER_CATCH_HOOK_URL or a target under Admin > Webhooks: docs/zapier.md says how.",
    after: ["database.migrations"],
    look: configured,
  },
  {
    id: "zapier.delivered",
    group: "Zapier",
    title: "Events arrive where they are sent",
    remedy:
      "Look at the target's deliveries under Admin > Webhooks, repair the Zap, and send again what was given up.",
    after: ["database.migrations"],
    look: delivered,
  },
]

async function configured({ db, settings }: Patient) {
  const { mode, secret } = webhookSettings(settings)
  const targets = await db.$count(webhookTargets, isNull(webhookTargets.removedAt))
  if (!secret && targets === 0)
    return warn("Neither a secret nor a target is set: nothing comes in or goes out.")
  if (targets > 0 && mode === "dev_log")
    return fail("ZAPIER_MODE is dev_log: events are logged and not sent.")
  if (!secret) return warn("ZAPIER_HMAC_SECRET is missing: nothing comes in.")
  return targets > 0
    ? pass(`Events go out to ${targets === 1 ? "one target" : `${targets} targets`}.`)
    : warn("No target is set: nothing goes out.")
}

async function delivered({ db, now, timeZone }: Patient) {
  const present = await db.select().from(webhookTargets).where(isNull(webhookTargets.removedAt))
  if (present.length === 0) return skip("No target is set.")
  const failing = await db
    .select({ name: webhookTargets.name })
    .from(webhookTargets)
    .where(
      and(
        isNull(webhookTargets.removedAt),
        or(isNotNull(webhookTargets.failingSince), inArray(webhookTargets.offBecause, ["gone", "failing"])),
      ),
    )
  const last = await lastEvents({ db, timeZone })
  if (failing.length > 0)
    return fail(`Nothing arrives at ${listed(failing.map(({ name }) => name))}. ${last}`)
  const since = new Date(now.getTime() - WEEK_MS)
  const dead = await db.$count(
    deliveries,
    and(eq(deliveries.state, "dead"), gte(deliveries.finishedAt, since)),
  )
  return dead > 0 ? warn(`Given up within a week: ${dead}. ${last}`) : pass(last)
}

async function lastEvents({ db, timeZone }: Pick<Patient, "db" | "timeZone">): Promise<string> {
  const [out] = await db.select({ at: max(webhookTargets.lastSuccessAt) }).from(webhookTargets)
  const [came] = await db.select({ at: max(inboundEvents.receivedAt) }).from(inboundEvents)
  const told = (at: Date | null | undefined) => (at ? formatExactly(at, timeZone) : "never")
  return `Last one that arrived: ${told(out?.at)}; last one that came in: ${told(came?.at)}.`
}
