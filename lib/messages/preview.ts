import { type SQL, sql } from "drizzle-orm"
import { z } from "zod"
import type { Database } from "../../db/client"
import type { CalendarDate } from "../core/clock"
import { query, type Reading } from "../core/operation"
import { languageOf } from "../kiosk/look-up"
import { messageText } from "../settings/message-text"
import { settingsOf } from "../settings/records"
import { type Occasion, occasionNames, type Settings } from "../settings/schema"
import { candidatesFor } from "./candidates"
import { meetupFrom, nextRun } from "./hours"
import { lookOf, occasionsHeard } from "./records"
import { type LeftOut, leftOutReasons, OccasionInput } from "./schema"

/** So many are shown by name. */
export const PREVIEWED = 50

/** Each occasion: whether its messages go out, whether a webhook target takes them, and when they are planned next (null: as it happens). */
export const messageOccasions = query({
  permission: "messages.manage",
  input: z.strictObject({}),
  async run({ db, now, timeZone }) {
    const { liveMessages } = await settingsOf(db, ["liveMessages"])
    const heard = await occasionsHeard(db)
    return occasionNames.map((occasion) => ({
      occasion,
      on: liveMessages.includes(occasion),
      heard: heard.includes(occasion),
      nextRunAt: nextRun(occasion, now, timeZone),
    }))
  },
})

/**
 * Who would get the message of an occasion if it were planned now: how many, the first 50 by name with the exact text, and
 * how many for whom the occasion is there get none, by the reason. `text` is as it was written.
 */
export const previewMessages = query({
  permission: "messages.manage",
  input: OccasionInput,
  async run(reading, { occasion }) {
    const { db } = reading
    const about = aboutNow(occasion, reading)
    const candidates = candidatesFor(occasion, about, await lookOf(db, reading))
    const name = `${occasion}Text` as const
    const { [name]: text } = await settingsOf(db, [name])
    const counts = await countedBy(db, candidates)
    const rows = await firstOf(db, candidates)
    return {
      count: counts.get(null) ?? 0,
      leftOut: leftOutReasons.map((because) => ({
        because,
        count: counts.get(because) ?? 0,
      })),
      text,
      rows: rows.map((row) => asRead(row, text, occasion === "meetup" ? about : null)),
    }
  },
})

export type MessagePreview = Awaited<ReturnType<typeof previewMessages>>

/** How many would get the message of an occasion if it were planned now. */
export async function countNow(
  reading: Pick<Reading, "db" | "now" | "today" | "timeZone">,
  occasion: Occasion,
): Promise<number> {
  const look = await lookOf(reading.db, reading)
  const candidates = candidatesFor(occasion, aboutNow(occasion, reading), look)
  return (await countedBy(reading.db, candidates)).get(null) ?? 0
}

function aboutNow(occasion: Occasion, { today, timeZone }: Pick<Reading, "today" | "timeZone">): string {
  if (occasion === "nudge") return today.slice(0, 7)
  return occasion === "meetup" ? meetupFrom(today, timeZone) : ""
}

async function countedBy(db: Database, candidates: SQL) {
  const rows = await db.execute<{ left_out: LeftOut | null; number: number }>(
    sql`select left_out, count(*)::int as number from (${candidates}) candidates group by left_out`,
  )
  return new Map(rows.map(({ left_out, number }) => [left_out, number]))
}

type Row = {
  id: string
  first_name: string
  last_name: string
  language: string | null
  recipient: "client" | "guardian"
  ends_on: CalendarDate | null
}

const firstOf = (db: Database, candidates: SQL) =>
  db.execute<Row>(sql`
    select id, first_name, last_name, language, recipient, ends_on::text as ends_on
    from (${candidates}) candidates where left_out is null
    order by sort_name, id limit ${PREVIEWED}`)

function asRead(row: Row, text: Settings["welcomeText"], date: CalendarDate | null) {
  const language = languageOf(row.language) ?? "en"
  const fields = { firstName: row.first_name, endsOn: row.ends_on, date }
  return {
    clientId: row.id,
    firstName: row.first_name,
    lastName: row.last_name,
    recipient: row.recipient,
    language,
    text: messageText(text[language], language, fields),
  }
}
