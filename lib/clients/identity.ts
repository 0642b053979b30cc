import { count, listed } from "../core/format"
import { foldName } from "./fold"
import { isPlaceholder } from "./placeholders"

/** What somebody is recognized by; the values as they are stored (E.164, lower case, ISO days). */
export type Person = {
  firstName: string
  lastName: string
  uciNumber?: string | null
  dateOfBirth?: string | null
  phone?: string | null
  email?: string | null
}

/**
 * Somebody who may be meant, a client or a row of a file; `clientId` where it is told. One who may be recognized by more
 * than one record, because two were merged, is a candidate for each, with one `id`.
 */
export type Candidate<Id> = Person & { id: Id; clientId: string | null; deleted?: boolean }

export type Field = "uciNumber" | "name" | "dateOfBirth" | "phone" | "email"
type Said = "agrees" | "differs" | "silent"
type Seen = Record<Field, Said>

/** What somebody was recognized by, the strongest first. */
type By = "id" | "uciNumber" | "birthday" | "contact"

/**
 * Who somebody is: nobody who is known; this one; one who was deleted; or it cannot be told, `because` a number fits and
 * what else is known of its owner does not, or because several fit.
 * `unlike` are the fields by which one who is alike in name and contact is somebody else, or by which this one differs.
 */
export type Identity<Id> =
  | { is: "nobody"; alike?: { id: Id; unlike: Field[] } }
  | { is: "one"; id: Id; by: By; unlike: Field[] }
  | { is: "deleted"; id: Id }
  | { is: "ambiguous"; ids: Id[]; because: "contradiction"; by: By; unlike: Field[] }
  | { is: "ambiguous"; ids: Id[]; because: "several" }

/**
 * Decides who a person is among those who may be meant. A client id or a UCI number that fits names its owner, unless the
 * name or the date of birth contradicts (for an id: two of UCI number, name and date of birth). Else the same name with the
 * same date of birth, or with the same phone or e-mail, unless UCI number or date of birth differ: those are two people.
 * What identifies nobody is not asked. Source: product rules, section 5.
 */
export function identityOf<Id>(
  person: Person & { clientId?: string | null },
  candidates: readonly Candidate<Id>[],
): Identity<Id> {
  if (candidates.length === 0) return { is: "nobody" }
  const given = identifying(person)
  const seen = candidates.map((one) => {
    const fields = compared(given, identifying(one))
    const sameId = Boolean(person.clientId) && one.clientId === person.clientId
    return { id: one.id, deleted: one.deleted === true, ...verdict(fields, sameId), fields }
  })
  const living = seen.filter(({ deleted }) => !deleted)
  const fitting = new Set(living.filter(({ says }) => says === "fits").map(({ id }) => id))
  const doubted = living.find(({ says, id }) => says === "contradicts" && !fitting.has(id))
  if (doubted?.by) {
    const [ids, unlike] = [[doubted.id], unlikeIn(doubted.fields)]
    return { is: "ambiguous", because: "contradiction", ids, by: doubted.by, unlike }
  }
  const best = strongest(living)
  if (best.length > 1) return { is: "ambiguous", because: "several", ids: best.map(({ id }) => id) }
  const [one] = best
  if (one?.by) return { is: "one", id: one.id, by: one.by, unlike: unlikeIn(one.fields) }
  const [deleted, ...more] = strongest(seen.filter((other) => other.deleted))
  if (deleted && more.length === 0) return { is: "deleted", id: deleted.id }
  const alike = living.find(({ fields }) => fields.name === "agrees" && hasSameContact(fields))
  return { is: "nobody", alike: alike && { id: alike.id, unlike: unlikeIn(alike.fields) } }
}

type Judged = { says: "fits" | "contradicts" | "no"; by?: By }

function verdict(fields: Seen, sameId: boolean): Judged {
  const { uciNumber, name, dateOfBirth } = fields
  const against = [uciNumber, name, dateOfBirth].filter((said) => said === "differs").length
  if (sameId) return { says: against > 1 ? "contradicts" : "fits", by: "id" }
  if (uciNumber === "agrees") return { says: against > 0 ? "contradicts" : "fits", by: "uciNumber" }
  if (name !== "agrees" || against > 0) return { says: "no" }
  if (dateOfBirth === "agrees") return { says: "fits", by: "birthday" }
  return hasSameContact(fields) ? { says: "fits", by: "contact" } : { says: "no" }
}

const hasSameContact = ({ phone, email }: Seen) => phone === "agrees" || email === "agrees"

const strength: Record<By, number> = { id: 3, uciNumber: 3, birthday: 2, contact: 1 }

/** Those who fit by the strongest of what they fit by: an id or a number, name and birthday, name and contact. */
function strongest<J extends Judged & { id: unknown }>(judged: J[]): J[] {
  const fit = judged.filter(({ says }) => says === "fits")
  const of = ({ by }: J) => (by ? strength[by] : 0)
  const best = Math.max(...fit.map(of))
  return [...new Map(fit.filter((one) => of(one) === best).map((one) => [one.id, one])).values()]
}

const unlikeIn = (fields: Seen): Field[] =>
  (Object.keys(fields) as Field[]).filter((field) => fields[field] === "differs")

/** The fields in which two people agree, and those in which they differ; what identifies nobody is asked of neither. */
export function likeness(one: Person, other: Person): { agree: Field[]; differ: Field[] } {
  const fields = compared(identifying(one), identifying(other))
  const said = (what: Said) => (Object.keys(fields) as Field[]).filter((field) => fields[field] === what)
  return { agree: said("agrees"), differ: said("differs") }
}

/** The person without what identifies nobody. */
function identifying({ firstName, lastName, ...rest }: Person) {
  const kept = (field: keyof typeof isPlaceholder) => {
    const value = rest[field]
    return value && !isPlaceholder[field](value) ? value : null
  }
  return {
    firstName,
    lastName,
    uciNumber: kept("uciNumber"),
    dateOfBirth: kept("dateOfBirth"),
    phone: kept("phone"),
    email: kept("email"),
  }
}

type Identifying = ReturnType<typeof identifying>

function compared(one: Identifying, other: Identifying): Seen {
  const same = (field: "dateOfBirth" | "phone" | "email") => said(one[field], other[field])
  return {
    uciNumber: said(
      one.uciNumber && wholeNumber(one.uciNumber),
      other.uciNumber && wholeNumber(other.uciNumber),
    ),
    name: saidOfNames(one, other),
    dateOfBirth: same("dateOfBirth"),
    phone: same("phone"),
    email: same("email"),
  }
}

const said = (one: string | null, other: string | null): Said =>
  !one || !other ? "silent" : one === other ? "agrees" : "differs"

/** A UCI number with the zeros that a spreadsheet ate: `12345` is `0012345`. */
export const wholeNumber = (number: string) => (/^\d{1,6}$/.test(number) ? number.padStart(7, "0") : number)

/**
 * Names agree when they fold alike, wherever the first name ends. A second given or family name that only one of them
 * tells speaks neither for nor against: `Ana` and `Ana Maria`, `Garcia` and `Garcia Lopez`.
 */
function saidOfNames(one: Identifying, other: Identifying): Said {
  const [key, otherKey] = [one, other].map(({ firstName, lastName }) => foldName(firstName + lastName))
  if (!key || !otherKey) return "silent"
  if (key === otherKey) return "agrees"
  const mayBe = (field: "firstName" | "lastName") =>
    begins(one[field], other[field]) || begins(other[field], one[field])
  return mayBe("firstName") && mayBe("lastName") ? "silent" : "differs"
}

/** Whether the words of a name begin with those of the other, or there is no such name; a suffix is a name of its own. */
function begins(name: string, start: string): boolean {
  const [words, first] = [wordsOf(name), wordsOf(start)]
  return first.every((word, place) => word === words[place]) && !words.slice(first.length).some(isSuffix)
}

const wordsOf = (name: string) =>
  name
    .split(/[\s-]+/)
    .map(foldName)
    .filter(Boolean)
const isSuffix = (word: string) => /^(jr|sr|ii|iii|iv)$/.test(word)

const fieldWords: Record<Field, string> = {
  uciNumber: "UCI number",
  name: "name",
  dateOfBirth: "date of birth",
  phone: "phone number",
  email: "e-mail",
}

/** `the name and the date of birth`. */
export const fieldsInWords = (fields: readonly Field[]) =>
  listed(fields.map((field) => `the ${fieldWords[field]}`))

const identifies = (field: Field) => field === "uciNumber" || field === "name" || field === "dateOfBirth"

/** Why it cannot be told who somebody is, in a sentence without names. */
export function whyAmbiguous(identity: Extract<Identity<unknown>, { is: "ambiguous" }>): string {
  if (identity.because === "several") return `${count(identity.ids.length, "client")} fit.`
  const unlike = identity.unlike.filter(identifies)
  const what = identity.by === "id" ? "client id" : "UCI number"
  return `The ${what} is that of a client of whom ${fieldsInWords(unlike)} ${unlike.length > 1 ? "differ" : "differs"}.`
}

type Spelled = Pick<Person, "uciNumber"> & { firstName: string; lastName: string }

/**
 * The changes without what a client has already in another spelling: names that fold alike, both where only their border
 * differs, and a UCI number that lost its leading zeros. Files and programs change no spelling that people chose.
 */
export function withoutSpellings<C extends Partial<Spelled>>(changes: C, client: Spelled): Partial<C> {
  const kept: Partial<C> = { ...changes }
  const whole = ({ firstName = "", lastName = "" }: Partial<Spelled>) => foldName(firstName + lastName)
  const isWhole = whole(changes) === whole(client)
  for (const name of ["firstName", "lastName"] as const)
    if (isWhole || foldName(changes[name] ?? "") === foldName(client[name])) delete kept[name]
  if (changes.uciNumber && wholeNumber(changes.uciNumber) === client.uciNumber) delete kept.uciNumber
  return kept
}
