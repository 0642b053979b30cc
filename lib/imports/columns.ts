import { type ClientField, usualUci } from "../clients/schema"
import { calendarDate, emailAddress, phoneNumber } from "../core/fields"
import { plainly } from "../core/format"

/** What a column can be: a field of a client, or a part of one membership. */
export type ColumnField =
  | ClientField
  | "planCode"
  | "membershipStartsOn"
  | "membershipEndsOn"
  | "clientId"
  | OtherColumn

/** Columns that are read into other fields: both names in one, a suffix of the last name, further contacts. */
type OtherColumn = (typeof otherColumns)[number]
const otherColumns = ["fullName", "nameSuffix", "furtherPhone", "furtherEmail"] as const

/** Several columns of a file may be these. */
export const isRepeatable = (field: ColumnField) => field === "furtherPhone" || field === "furtherEmail"

/** For each column of a file what it is; null for one that is ignored. */
export type Mapping = (ColumnField | null)[]

/** The columns of the template in order, by their names in the file. */
export const templateColumns = {
  first_name: "firstName",
  last_name: "lastName",
  email: "email",
  phone: "phone",
  date_of_birth: "dateOfBirth",
  parent_guardian_name: "parentGuardianName",
  uci_number: "uciNumber",
  service_coordinator: "serviceCoordinator",
  pos_start_date: "posStartDate",
  pos_end_date: "posEndDate",
  language: "language",
  notes: "notes",
  plan_code: "planCode",
  membership_starts_on: "membershipStartsOn",
  membership_ends_on: "membershipEndsOn",
} as const satisfies Record<string, ColumnField>

export const columnFields: readonly ColumnField[] = [
  ...Object.values(templateColumns),
  "clientId",
  ...otherColumns,
]

/** What people call these columns, besides the names of the template. */
const otherNames: Record<ColumnField, string> = {
  firstName: "first, firstname, given name, forename, client first name, nombre, fname",
  lastName: "last, lastname, surname, family name, client last name, apellido, apellidos, lname",
  email: "e-mail, email address, e-mail address, mail, correo, e-mail 1 - value, email 1, primary email",
  phone:
    "phone number, mobile, mobile phone, cell, cell phone, telephone, tel, telefono, contact number, phone 1 - value, phone 1, primary phone, mobile phone number",
  dateOfBirth: "dob, birth date, birthdate, birthday, born, fecha de nacimiento",
  parentGuardianName:
    "parent, guardian, parent guardian, parent or guardian, guardian name, parent name, caregiver",
  uciNumber:
    "uci, uci no, uci #, pos number, pos_number, krc number, client identifier, unique client identifier",
  serviceCoordinator: "coordinator, sc, sc name, krc coordinator, case manager, service coordinator name",
  posStartDate: "pos start, pos from, pos begin, authorization start, auth start",
  posEndDate: "pos end, pos to, pos until, pos expiration, authorization end, auth end",
  language: "preferred language, primary language, idioma",
  notes: "note, comments, comment, remarks, client notes",
  planCode: "plan, plan name, membership, membership plan, membership type",
  membershipStartsOn:
    "membership start, membership start date, starts on, start date, valid from, membership from",
  membershipEndsOn:
    "membership end, membership end date, ends on, end date, expires, expiration, expiration date, expiry date, valid to, valid until, membership to",
  clientId: "client id",
  fullName:
    "full name, name, client name, client, participant, member name, nombre completo, display name, file as",
  nameSuffix: "suffix, name suffix, jr/sr",
  furtherPhone:
    "phone 2, phone 3, phone 2 - value, phone 3 - value, home phone, other phone, second phone, secondary phone, alternate phone, work phone, business phone",
  furtherEmail:
    "email 2, email 3, e-mail 2, e-mail 3, e-mail 2 - value, e-mail 3 - value, e-mail 2 address, e-mail 3 address, other email, secondary email, alternate email",
}

const folded = (name: string) =>
  plainly(name)
    // `DOB (mm/dd/yyyy)`, `Phone #`, `First Name*`: what stands behind the name says how to fill it in.
    .replace(/\([^)]*\)|#/g, " ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()

const known = new Map<string, ColumnField>([
  ...Object.entries(templateColumns).map(([name, field]) => [folded(name), field] as const),
  ...Object.entries(otherNames).flatMap(([field, names]) =>
    names.split(", ").map((name) => [folded(name), field as ColumnField] as const),
  ),
])

/** The field that a heading names, by the template or by other names in use; undefined when it says nothing known. */
export const fieldNamed = (heading: string): ColumnField | undefined => known.get(folded(heading))

const further: Partial<Record<ColumnField, ColumnField>> = { phone: "furtherPhone", email: "furtherEmail" }

/**
 * The columns by their headings; of several that name one field the first one counts, and further numbers and addresses are
 * further contacts. A full name counts only where the two names have no columns.
 */
export function mappingByName(headings: readonly string[]): Mapping {
  const taken = new Set<ColumnField>()
  const mapping = headings.map((heading) => {
    const named = fieldNamed(heading)
    const field = named && taken.has(named) ? further[named] : named
    if (!field || (taken.has(field) && !isRepeatable(field))) return null
    taken.add(field)
    return field
  })
  const hasNames = taken.has("firstName") && taken.has("lastName")
  return mapping.map((field) => (field === "fullName" && hasNames ? null : field))
}

/** Columns that no heading explains, by the look of their values; only looks that are unmistakable count. */
export function mappingByLook(mapping: Mapping, rows: readonly string[][]): Mapping {
  const taken = new Set(mapping)
  return mapping.map((field, column) => {
    if (field) return field
    const values = rows.map((row) => row[column]?.trim() ?? "").filter(Boolean)
    const look = looks.find(([one, fits]) => !taken.has(one) && values.length > 1 && values.every(fits))?.[0]
    if (look) taken.add(look)
    return look ?? null
  })
}

const looks: [ColumnField, (value: string) => boolean][] = [
  ["email", (value) => emailAddress.safeParse(value).success],
  [
    "phone",
    (value) =>
      /[\d]/.test(value) && value.replace(/\D/g, "").length >= 10 && phoneNumber.safeParse(value).success,
  ],
  ["dateOfBirth", (value) => (calendarDate.safeParse(value).data ?? "9999") < "2018-01-01"],
  [
    "language",
    (value) => /^(english|spanish|español|punjabi|tagalog|hmong|arabic|vietnamese|chinese)$/i.test(value),
  ],
  ["uciNumber", (value) => usualUci.test(value)],
]

/** The headings of the columns that hold something else than is taken; a column without a heading by its place. */
export const ignoredColumns = ({
  headings,
  mapping,
}: {
  headings: string[]
  mapping: readonly (string | null)[]
}) => headings.flatMap((heading, column) => (mapping[column] ? [] : heading || `Column ${column + 1}`))
