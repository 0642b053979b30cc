import { formatMomentAndTime } from "@/lib/core/format-moment"
import { formatPhone } from "@/lib/core/format-phone"
import { clockStanding } from "@/lib/kiosk/clock-words"
import type { WaitingEntry } from "@/lib/kiosk/entries"
import { entryReasons } from "@/lib/kiosk/words"

export type EntryInWords = {
  id: string
  when: string
  station: string
  given: string
  why: string
  remarks: string[]
  candidates: { id: string; name: string }[]
}

/** An entry as the desk reads it: when and where, what was given, and why it waits. */
export function entryInWords(entry: WaitingEntry, now: Date, timeZone: string): EntryInWords {
  const { id, station, happenedAt, receivedAt, candidates } = entry
  const told = (moment: Date) => formatMomentAndTime(moment, now, timeZone)
  return {
    id,
    when: told(happenedAt),
    station,
    given: givenInWords(entry),
    why: why(entry),
    remarks: [...clockRemarks(entry), `Sent by the tablet: ${told(receivedAt)}.`],
    candidates,
  }
}

const things = { phone: "phone number", card: "card", code: "code" }

function givenInWords({ way, given }: WaitingEntry): string {
  if (!way || !given) return "What was given cannot be read"
  if (way === "card") return "Card"
  if (way === "phone") return `Phone ${formatPhone(given)}`
  const digits = given.replace(/\D/g, "")
  return `Code ${digits.length === 8 ? `${digits.slice(0, 4)} ${digits.slice(4)}` : given}`
}

function why({ reason, way }: WaitingEntry): string {
  if (reason === "unreadable") return "Find out who came then, or dismiss it."
  if (reason === "too_old") return `${entryReasons.too_old} to be checked in by itself.`
  return way ? `${entryReasons[reason]} ${things[way]}.` : "The client is not there any more."
}

function clockRemarks({ timeUncertain, clockOffsetSeconds }: WaitingEntry): string[] {
  if (timeUncertain) return ["The tablet's clock was changed meanwhile, so the time may be wrong."]
  const standing = clockStanding(clockOffsetSeconds)
  return standing ? [`The tablet's clock was ${standing}. The time above is right.`] : []
}
