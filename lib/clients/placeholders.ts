import { isValidPhoneNumber } from "libphonenumber-js"
import type { CalendarDate } from "../core/clock"

/** `0000000`, `999-999-9999`: typed to fill a field that must not be empty. */
const isOneDigit = (text: string) => /^(\d)\1+$/.test(text.replace(/\D/g, "").replace(/^1(?=\d{10}$)/, ""))

const nobody =
  /^(none|no|non|na|n\.a|nil|null|nobody|unknown|unk|x+|abc|asdf|test|email|e-?mail|(no|none|not?|without)[._-]?(e-?mail|mail|reply|address)|do[._-]?not[._-]?reply)\d*$/
const nowhere = new Set([
  "none.com",
  "none.org",
  "na.com",
  "noemail.com",
  "nomail.com",
  "email.com",
  "test.com",
])

const fakeBirthdays = new Set(["1900-01-01", "1901-01-01", "1904-01-01", "1970-01-01"])

/**
 * Whether a value stands where the true one was not known, and so says nothing of who somebody is: a phone number (E.164)
 * that no country gives out or of one digit throughout, the usual invented addresses and birthdays, a UCI number of one
 * digit throughout.
 */
export const isPlaceholder = {
  phone: (phone: string) => !isValidPhoneNumber(phone) || isOneDigit(phone),
  email: (email: string) => {
    const [name = "", domain = ""] = email.toLowerCase().split("@")
    return nobody.test(name) || nowhere.has(domain)
  },
  dateOfBirth: (date: CalendarDate) => fakeBirthdays.has(date),
  uciNumber: (number: string) => /^\D*\d[\d\s-]*$/.test(number) && isOneDigit(number),
}
