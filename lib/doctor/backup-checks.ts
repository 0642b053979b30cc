import { desc } from "drizzle-orm"
import { backups } from "../../db/schema"
import { LATE_AFTER_MS } from "../backups/list"
import { lastGoodBackup } from "../backups/records"
import { formatExactly } from "../core/format-moment"
import { type Check, fail, type Patient, pass, skip } from "./check"

/** Whether what is here could be had again. */
export const backupChecks: Check[] = [
  {
    id: "backups.age",
    group: "Backups",
    title: "The last good backup is younger than 26 hours",
    remedy: "See that the backup process is running and what it says; crm backup takes one now.",
    after: ["database.migrations"],
    look: age,
  },
  {
    id: "backups.proof",
    group: "Backups",
    title: "The newest backup was restored as a proof",
    remedy: "Read why under Admin > System, remove the cause, and take one more: crm backup",
    after: ["database.migrations"],
    look: proof,
  },
]

async function age({ db, now, timeZone }: Patient) {
  const good = await lastGoodBackup(db)
  if (!good) return fail("There is none.")
  const says = `Taken ${formatExactly(good.takenAt, timeZone)}.`
  return now.getTime() - good.takenAt.getTime() > LATE_AFTER_MS ? fail(says) : pass(says)
}

async function proof({ db, timeZone }: Patient) {
  const [newest] = await db.select().from(backups).orderBy(desc(backups.takenAt)).limit(1)
  if (!newest) return skip("There is none.")
  const { state, provedAt, why } = newest
  if (state === "good" && provedAt) return pass(`Restored and compared ${formatExactly(provedAt, timeZone)}.`)
  return fail(why ?? "It is not proven yet.")
}
