import type { CalendarDate } from "../core/clock"
import { formatDate } from "../core/format"
import type { Language } from "./schema"

/** What a text may name in braces. */
export type MessageFields = { firstName: string; endsOn?: CalendarDate | null; date?: CalendarDate | null }

/** The text with its fields filled in, dates as they are said in its language. A field without a value stays as it is. */
export function messageText(text: string, language: Language, fields: MessageFields): string {
  const values: Record<string, string | null | undefined> = {
    first_name: fields.firstName,
    ends_on: fields.endsOn && formatDate(fields.endsOn),
    date: fields.date && dayInWords(fields.date, language),
  }
  return text.replace(/\{([^{}]*)\}/g, (whole, field: string) => values[field] ?? whole)
}

/** A message as it would reach Ana. */
export const messagePreview = (text: string, language: Language) =>
  messageText(text, language, { firstName: "Ana", endsOn: "2026-12-31", date: "2026-12-08" })

const locales: Record<Language, string> = { en: "en-US", es: "es-US" }

/** `Tuesday, December 8`, `martes 8 de diciembre`. */
function dayInWords(date: CalendarDate, language: Language): string {
  const words = new Date(`${date}T00:00:00Z`).toLocaleDateString(locales[language], {
    timeZone: "UTC",
    weekday: "long",
    month: "long",
    day: "numeric",
  })
  // Within a sentence, Spanish has no comma there.
  return language === "es" ? words.replace(",", "") : words
}
