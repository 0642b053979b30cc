import { parsePhoneNumberFromString } from "libphonenumber-js"

/** `+16615550123` as `(661) 555-0123`; a number of another country in its international form. */
export function formatPhone(e164: string): string {
  const phone = parsePhoneNumberFromString(e164)
  if (!phone) return e164
  return phone.countryCallingCode === "1" ? phone.formatNational() : phone.formatInternational()
}
