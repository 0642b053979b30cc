import type { CalendarDate } from "./clock"

/** `2026-12-31` as `12/31/2026`. */
export function formatDate(date: CalendarDate): string {
  const [year, month, day] = date.split("-")
  return `${Number(month)}/${Number(day)}/${year}`
}

/** The time of day in `timeZone`, as `2:05 PM`. */
export function formatTime(moment: Date, timeZone: string): string {
  return moment
    .toLocaleTimeString("en-US", { timeZone, hour: "numeric", minute: "2-digit" })
    .replace(/\s/g, " ")
}

/** How long ago a day was: `Today`, `Yesterday`, `9 days ago`. */
export function formatDaysAgo(days: number): string {
  if (days === 0) return "Today"
  if (days === 1) return "Yesterday"
  return `${days} days ago`
}

/** `1 day`, `2 days`. */
export const count = (number: number, noun: string) =>
  `${number.toLocaleString("en-US")} ${noun}${number === 1 ? "" : "s"}`

/** `999 B`, `1.5 kB`, `12.3 MB`. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3))
  return `${(bytes / 1000 ** power).toLocaleString("en-US", { maximumFractionDigits: power && 1 })} ${["B", "kB", "MB", "GB"][power]}`
}

/** `A`, `A and B`, `A, B and C`. */
export function listed(words: readonly string[]): string {
  return new Intl.ListFormat("en-US", { type: "conjunction" }).format(words).replace(/,(?= and )/, "")
}

/** A value as the history shows it: nothing is `empty`, `2026-12-31` is `12/31/2026`, yes and no for true and false. */
export function valueInWords(value: unknown): string {
  if (value === null || value === undefined || value === "") return "empty"
  if (typeof value === "boolean") return value ? "yes" : "no"
  if (Array.isArray(value)) return value.length > 0 ? listed(value.map(valueInWords)) : "empty"
  const text = String(value)
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? formatDate(text) : text
}

/** `Peña` as `pena`: what the same word is, however it is written. */
export function plainly(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
}

/** `14:05` as `2:05 PM`. */
export function formatTimeOfDay(time: string): string {
  const [hours = 0, minutes = 0] = time.split(":").map(Number)
  return `${hours % 12 || 12}:${String(minutes).padStart(2, "0")} ${hours < 12 ? "AM" : "PM"}`
}

/** The first letter of a name as people see letters: with its accents, and a character of several parts whole. */
export function initialOf(name: string): string {
  const [first] = new Intl.Segmenter("en", { granularity: "grapheme" }).segment(name.trim())
  return first?.segment.toLocaleUpperCase("en-US") ?? ""
}
