import { parsePhoneNumberFromString } from "libphonenumber-js/max"
import { z } from "zod"
import { isCalendarDate } from "./clock"

/** Postgres cannot keep NUL in text, and half of a surrogate pair is not a character. */
export const storable = (text: string) => !text.includes("\0") && text.isWellFormed()

const DEEPEST = 50

/** Whether a JSON value can be kept: all of its text is storable, and nothing lies deeper than 50 levels. */
export function isStorable(value: unknown, depth = 0): boolean {
  if (typeof value === "string") return storable(value)
  if (typeof value !== "object" || value === null) return true
  if (depth === DEEPEST) return false
  return Object.entries(value).every(([name, one]) => storable(name) && isStorable(one, depth + 1))
}

const typed = z
  .string("Enter text here.")
  .refine(storable, "Remove the characters that cannot be stored.")
  .transform((text) => text.replace(/\r\n?/g, "\n").trim())

/** Marks of the writing direction, soft hyphens, zero-width blanks and byte order marks: what nobody sees. */
const unseen = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

/** Text of one line as it is meant: blanks of any kind and number are one, and what nobody sees is gone. */
export const tidy = (text: string) => text.replace(unseen, "").replace(/\s+/g, " ").trim()

const typedLine = typed.transform(tidy)

const atMost = (max: number) =>
  [
    (text: string) => Array.from(text).length <= max,
    `Use at most ${max.toLocaleString("en-US")} characters.`,
  ] as const

const blankAsNull = (text: string | null) => (text === "" ? null : text)

/** Text of one line that must be there, tidy, of at most `max` characters. */
export const requiredText = (max: number, missing = "Enter a value here.") =>
  typedLine.refine((text) => text !== "", missing).refine(...atMost(max))

/** Text of one line that may be missing: blank becomes null. */
export const optionalText = (max: number) =>
  typedLine
    .refine(...atMost(max))
    .nullable()
    .transform(blankAsNull)

/** Text of several lines, kept as typed but for line ends and outer space. */
export const multiline = (max: number) => typed.refine(...atMost(max))

const usDate = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/

/** A day written `2026-01-31` or `1/31/2026`, as `YYYY-MM-DD`; years 1900 to 2199. */
export const calendarDate = typed.transform((text, context) => {
  const us = usDate.exec(text)
  const date = us ? `${us[3]}-${us[1]?.padStart(2, "0")}-${us[2]?.padStart(2, "0")}` : text
  if (isCalendarDate(date) && date >= "1900-01-01" && date < "2200-01-01") return date
  context.addIssue("Enter a date such as 1/31/2026.")
  return z.NEVER
})

const optional = <T extends z.ZodType<unknown, string>>(schema: T) =>
  z
    .string("Enter text here.")
    .nullable()
    .transform((text) => (text === null || text.trim() === "" ? null : text))
    .pipe(schema.nullable())

export const optionalDate = optional(calendarDate)

/** An e-mail address in lower case. */
export const emailAddress = typed
  .refine(...atMost(255))
  .transform((text) => text.toLowerCase())
  .pipe(z.email("Enter an e-mail address such as ana@example.org."))

export const optionalEmail = optional(emailAddress)

/** A phone number in E.164; without a country code it is one of the United States. */
export const phoneNumber = typed.transform((text, context) => {
  const phone = phoneIn(text)
  if (phone?.isPossible() && !phone.ext) return phone.number as string
  context.addIssue("Enter a phone number with area code, such as (661) 555-0123.")
  return z.NEVER
})

/** A plus and ten digits is a number of the United States without its 1, unless it is a good number elsewhere. */
function phoneIn(text: string) {
  const given = parsePhoneNumberFromString(text, { defaultCountry: "US", extract: false })
  const digits = text.replace(/\D/g, "")
  if (!text.trim().startsWith("+") || digits.length !== 10 || given?.isValid()) return given
  const american = parsePhoneNumberFromString(digits, "US")
  return american?.isValid() ? american : given
}

export const optionalPhone = optional(phoneNumber)

export const uuid = z.uuid("This is not a valid id.")

/** Free text of one line to search for; may be blank. */
export const searchQuery = typedLine.refine(...atMost(200))

/** How many rows a list gives: 1 to 100, 50 unless said. */
export const pageLimit = z.coerce.number("Enter a number from 1 to 100.").int().min(1).max(100).default(50)
