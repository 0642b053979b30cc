import { inArray, sql } from "drizzle-orm"
import type { Database } from "../../db/client"
import type { messages } from "../../db/schema"
import type { CalendarDate } from "../core/clock"
import { groupedBy } from "../core/grouped"
import { dueFor, type Look } from "./due"

type Message = typeof messages.$inferSelect

/** Of the messages whose occasion is still there, by id: the last day of the coverage it is about, if it is about one. */
export type StillDue = Map<string, CalendarDate | null>

/** Looks again whether what each message says is true at present, by the rule by which it was planned. */
export async function stillDue(db: Database, rows: { message: Message }[], look: Look): Promise<StillDue> {
  const due: StillDue = new Map()
  for (const group of groupedBy(rows, ({ message }) => questionOf(message)).values()) {
    const wanted = group.map(({ message }) => message)
    const found = await answersFor(db, wanted, look)
    for (const { id, clientId, about } of wanted) {
      const endsOn = found.get(`${clientId} ${about}`)
      if (endsOn !== undefined) due.set(id, endsOn)
    }
  }
  return due
}

/** Messages of one occasion are asked about together; what is about a month or a day, together with the same. */
const questionOf = ({ occasion, about, membershipId }: Message) =>
  membershipId ? occasion : `${occasion} ${about}`

async function answersFor(db: Database, [first, ...others]: Message[], look: Look) {
  const found = new Map<string, CalendarDate | null>()
  if (!first) return found
  const ids = [first, ...others].map(({ clientId }) => clientId)
  const rows = await db.execute<{ client_id: string; about: string; ends_on: string | null }>(sql`
    select client_id, about, ends_on::text from (${dueFor(first.occasion, first.about, look)}) due
    where ${inArray(sql`client_id`, ids)}`)
  for (const { client_id, about, ends_on } of rows) found.set(`${client_id} ${about}`, ends_on)
  return found
}
