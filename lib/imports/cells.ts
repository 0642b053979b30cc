import { isValid, parse } from "date-fns"
import { decodeHTMLStrict } from "entities"
import { type CalendarDate, isCalendarDate } from "../core/clock"
import { withoutApostrophe } from "../core/csv"
import { tidy } from "../core/fields"

/** What a spreadsheet shows instead of a value that it could not work out. */
const spreadsheetError = /^#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|FIELD!|GETTING_DATA)$/i

/** A cell as it was meant, of one line or `long`, and whether a spreadsheet had lost its value: then it is blank. */
export function readCell(cell: string, long = false): { text: string; lost: boolean } {
  // ="0012345" is how people keep a spreadsheet from eating zeros.
  const given = /^="([^"]*)"$/.exec(cell.trim())?.[1] ?? withoutApostrophe(cell)
  const text = decodeHTMLStrict(long ? given.trim() : tidy(given))
  return spreadsheetError.test(text) ? { text: "", lost: true } : { text, lost: false }
}

const nothing =
  /^(n\/?a|none|nil|null|unknown|not (known|given|available|applicable)|tb[ad]|no (phone|e-?mail)|[-–—_.?]+|0)$/i
const noDate = /^0{1,4}[-/.]0{1,2}[-/.]0{1,4}( 00:00(:00)?)?$/

/** Whether a cell that may be empty says in words that there is nothing. */
export const saysNothing = (text: string) => nothing.test(text) || noDate.test(text)

const withTime = /^(.*\d)[T ]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]\.?m\.?)?( ?(Z|[+-]\d{2}:?\d{2}))?$/i

/** As people and programs in the United States write a day; no form is read here of which another reading makes sense. */
const forms = [
  "M/d/yyyy",
  "M-d-yyyy",
  "yyyy-M-d",
  "yyyy/M/d",
  "MMMM d, yyyy",
  "MMM d, yyyy",
  "MMMM d yyyy",
  "MMM d yyyy",
  "d-MMM-yyyy",
  "d MMM yyyy",
  "d MMMM yyyy",
  "MMddyyyy",
  "yyyyMMdd",
]
const shortForms = ["M/d/yy", "M-d-yy", "d-MMM-yy"]

/** The days that Excel counts from; its 60 is a day that never was. */
const EXCEL_BEGAN = Date.UTC(1899, 11, 30)

/**
 * The day that a cell means, or null when that is not clear. A time behind it is left away; years of two digits are read
 * as the last that are not after `latest`.
 */
export function readDay(cell: string, latest: CalendarDate): CalendarDate | null {
  if (isCalendarDate(cell)) return cell
  const text = (withTime.exec(cell)?.[1] ?? cell).replace(/,$/, "").trim()
  // As its number, where the column is not one of dates to Excel.
  if (/^[1-6]\d{4}$/.test(text))
    return new Date(EXCEL_BEGAN + Number(text) * 86_400_000).toISOString().slice(0, 10)
  for (const form of forms) {
    const day = dayOf(text, form)
    if (day && day >= "1800-01-01") return day
  }
  for (const form of shortForms) {
    const day = dayOf(text, form)
    if (!day) continue
    const end = day.slice(2)
    return [`20${end}`, `19${end}`].find((one) => isCalendarDate(one) && one <= latest) ?? null
  }
  return null
}

function dayOf(text: string, form: string): CalendarDate | null {
  const day = parse(text, form, new Date(2000, 0, 1))
  if (!isValid(day)) return null
  const [year, month, date] = [day.getFullYear(), day.getMonth() + 1, day.getDate()]
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`
}

/**
 * A UCI number without what stands around it, mended where nothing was lost: `UCI #1,234,567.0` is `1234567`. Null for a
 * number of which a spreadsheet kept only the first digits (`1.23E+06`).
 */
export function readUci(cell: string): string | null {
  const text = cell.replace(/^(uci(\s*(no\.?|number))?\s*[:#]?|#)\s*/i, "").trim()
  const rounded = /^(\d)(?:\.(\d+))?e\+?(\d+)$/i.exec(text)
  if (rounded) {
    const digits = `${rounded[1]}${rounded[2] ?? ""}`
    return digits.length === Number(rounded[3]) + 1 ? digits : null
  }
  if (/^\d{1,3}(,\d{3})+(\.0+)?$/.test(text)) return text.replace(/,|\.0+$/g, "")
  return text.replace(/^(\d+)\.0+$/, "$1")
}
