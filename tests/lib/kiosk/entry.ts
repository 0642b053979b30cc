import { randomUUID } from "node:crypto"
import { v7 } from "uuid"
import type { Database } from "../../../db/client"
import { kioskEntries } from "../../../db/schema"
import { type Actor, tabletOf } from "../../../lib/core/actor"
import { only } from "../../../lib/core/only"
import type { Way } from "../../../lib/kiosk/contract"
import { type Centre, inMinutes, now, sealer } from "../../support/cast"

type Row = typeof kioskEntries.$inferInsert
type Given = { way: Way; value: string } | null

/** An entry that waits for staff, as `sync` keeps it: a phone number nobody has, half an hour ago, unless said. */
export async function addEntry(
  centre: Pick<Centre, "kiosk"> & { db: Database },
  given: Given = { way: "phone", value: "+16615550100" },
  row: Partial<Row> = {},
  actor: Actor = centre.kiosk().actor,
) {
  const id = v7()
  const sealed = given && { way: given.way, sealedGiven: sealer.seal(given.value, `kiosk entry ${id}`) }
  return only(
    await centre.db
      .insert(kioskEntries)
      .values({
        id,
        deviceId: tabletOf(actor).id,
        key: randomUUID(),
        reason: given ? "nobody" : "unreadable",
        happenedAt: inMinutes(-30),
        clockOffsetSeconds: 0,
        receivedAt: now,
        ...sealed,
        ...row,
      })
      .returning(),
  )
}
