import type { ChangeSet } from "../core/changes"
import { count, formatDate, listed, valueInWords } from "../core/format"
import { formatPhone } from "../core/format-phone"
import { type Change, changesInWords, type Sentences, type Told } from "../core/told"
import { consentKinds, consentWayNames, fieldNames } from "./names"

export const clientSentences: Sentences<"client" | "consent" | "contact_method" | "note" | "tag"> = {
  "client.created": ({ fields }) => ({ did: "added the client", changes: fieldChanges(fields) }),
  "client.migrated": () => ({ did: "moved the client here from the old system" }),
  "client.updated": ({ fields }) => {
    const changes = fieldChanges(fields)
    return { did: `changed ${listed(changes.map(({ what }) => what)) || "the client"}`, changes }
  },
  "client.viewed": () => ({ did: "looked at the client" }),
  "client.deleted": () => ({ did: "deleted the client" }),
  "client.restored": () => ({ did: "restored the client" }),
  "client.erased": () => ({ did: "erased the personal data" }),
  "client.merged": ({ moved }) => ({ did: `merged another record into this client${movedInWords(moved)}` }),
  "client.merged_away": () => ({ did: "merged this record into another client" }),
  "client.merge_undone": () => ({ did: "undid the merge with another client" }),
  "client.known_elsewhere": ({ sender }) => ({ did: `linked the client to their id at ${sender}` }),
  "client.told_apart": () => ({ did: "said that this is not the same person as another client" }),
  "client.tagged": ({ tags }) => tagged(tags),
  "consent.granted": ({ kind, givenBy, how, day }) => ({
    did: `recorded the consent to ${consentName(kind)}${givenBy ? `, given by ${givenBy}` : ""}${wayInWords({ how, day })}`,
  }),
  "consent.revoked": ({ kind }) => ({ did: `withdrew the consent to ${consentName(kind)}` }),
  "client.not_checked_in_mid_month": () => ({ did: "sent the nudge of the month" }),
  "contact_method.added": (contact) => ({ did: `added ${contactName(contact)}` }),
  "contact_method.removed": (contact) => ({ did: `removed ${contactName(contact)}` }),
  "contact_method.messages_directed": ({ label, here }) => ({
    did: here
      ? `let messages go to ${contactName({ kind: "phone", label })}`
      : "let messages go to the client's own number",
  }),
  "note.created": () => ({ did: "wrote a staff note" }),
  "tag.created": ({ name }) => ({ did: `added the tag ${name}` }),
  "tag.renamed": ({ from, to }) => ({ did: `renamed the tag ${from} to ${to}` }),
  "tag.merged": ({ from, to, clients }) => ({
    did: `merged the tag ${from} of ${count(clients, "client")} into ${to}`,
  }),
  "tag.deleted": ({ name, clients }) => ({
    did: `deleted the tag ${name}, which ${count(clients, "client")} had`,
  }),
}

/** What is another now, by the names of the fields on screen; of a new client, what was filled in. */
function fieldChanges(fields: ChangeSet): Change[] {
  return changesInWords(fields, fieldNames, fieldValue).filter(({ from, to }) => from !== to)
}

/** What a field of a client holds, as the history shows it. */
export function fieldValue(field: string, value: unknown): string {
  return field === "phone" && typeof value === "string" ? formatPhone(value) : valueInWords(value)
}

function tagged({ from, to }: { from: string[]; to: string[] }): Told {
  const added = to.filter((tag) => !from.includes(tag))
  const removed = from.filter((tag) => !to.includes(tag))
  const parts = [
    added.length > 0 && `added the ${tagNames(added)}`,
    removed.length > 0 && `removed the ${tagNames(removed)}`,
  ]
  return { did: parts.filter(Boolean).join(" and ") || "saved the tags" }
}

const movedNames: Record<string, string> = {
  check_ins: "visit",
  memberships: "membership",
  client_notes: "staff note",
  contact_methods: "contact",
  consents: "consent",
  client_tags: "tag",
  member_cards: "card",
  messages: "message",
}

/** What the other client brings along, by table: `3 visits and 1 card`; what nobody asks for is left out. */
export const whatMoves = (moved: Record<string, number>): string =>
  listed(
    Object.entries(movedNames).flatMap(([table, noun]) => (moved[table] ? count(moved[table], noun) : [])),
  )

const movedInWords = (moved: Record<string, number>) => {
  const what = whatMoves(moved)
  return what && `, with ${what}`
}

const tagNames = (tags: string[]) => `tag${tags.length === 1 ? "" : "s"} ${listed(tags)}`

const wayInWords = ({ how, day }: { how?: string; day?: string }) =>
  [
    how && ` (${(consentWayNames[how as keyof typeof consentWayNames] ?? how).toLowerCase()})`,
    day && ` on ${formatDate(day)}`,
  ]
    .filter(Boolean)
    .join("")

const consentName = (kind: string) =>
  (consentKinds[kind as keyof typeof consentKinds] ?? kind).replace(/^[A-Z]/, (letter) =>
    letter.toLowerCase(),
  )

/** The number or address itself is not in the event. */
function contactName({ kind, label }: { kind: string; label: string | null }): string {
  const name = kind === "phone" ? "a phone number" : "an e-mail address"
  return label ? `${name} (${label})` : name
}
