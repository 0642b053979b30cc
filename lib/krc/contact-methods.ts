import { contactMethods } from "../../db/schema"
import { emailAddress, phoneNumber } from "../core/fields"
import { deletionOf, type Move, momentIn, newId, remark, wordOf } from "./move"
import { shortened } from "./names"
import type { Row } from "./read"

type NewContact = typeof contactMethods.$inferInsert & { id: string }

const kinds: Record<string, NewContact["kind"]> = {
  ...{ phone: "phone", mobile: "phone", cell: "phone", telephone: "phone", home: "phone", work: "phone" },
  ...{ sms: "phone", text: "phone", phone_number: "phone", cell_phone: "phone", home_phone: "phone" },
  ...{ email: "email", e_mail: "email", mail: "email" },
}
const rules = { phone: phoneNumber, email: emailAddress }

/** Moves further contacts; what is neither a phone number nor an e-mail address goes into the client's notes. */
export async function moveContactMethods(move: Move): Promise<void> {
  for await (const rows of move.source.rows("contact_methods", ["createdAt", "id"])) {
    const fresh = rows.flatMap((row) => newContact(move, row) ?? [])
    if (fresh.length === 0) continue
    const made = await move.tx
      .insert(contactMethods)
      .values(fresh.map(({ old, ...contact }) => contact))
      .onConflictDoNothing()
      .returning({ id: contactMethods.id })
    const isNew = new Set(made.map(({ id }) => id))
    for (const { id, old } of fresh)
      if (!isNew.has(id)) move.tally.leftOut("contact_methods", "the client has this contact already", old)
    move.tally.moved("contact_methods", made.length)
  }
}

function newContact(move: Move, row: Row<"contact_methods">): (NewContact & { old: string }) | null {
  const old = row.id ?? ""
  const leaveOut = (why: string) => {
    move.tally.leftOut("contact_methods", why, old)
    return null
  }
  const clientId = move.clients.get(row.clientId ?? "")
  const createdAt = momentIn(move, row.createdAt) ?? move.now
  if (!clientId) return leaveOut("belongs to a client who was not moved")
  if (!row.value?.trim()) return leaveOut("is empty")
  if (deletionOf(move, row, createdAt)) return leaveOut("was removed there")
  const kind = kinds[wordOf(row.kind)]
  const value = kind && rules[kind].safeParse(row.value)
  if (!kind || !value?.success) {
    const about = [row.kind?.trim(), row.label?.trim()].filter(Boolean).join(", ")
    remark(move, clientId, `Contact in the old system${about && ` (${about})`}: ${row.value.trim()}`)
    return leaveOut("is no phone number or e-mail address: now in the client's notes")
  }
  const id = newId(move, "contact_methods", row.id)
  if (!id) return null
  if (value.data !== row.value)
    move.tally.changed(
      "contact_methods",
      kind === "phone" ? "phone number written as +1…" : "e-mail address in lower case or trimmed",
    )
  return {
    id,
    clientId,
    kind,
    value: value.data,
    label: shortened(row.label ?? "", 50) || null,
    createdAt,
    old,
  }
}
