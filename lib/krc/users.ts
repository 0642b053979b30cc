import type { Transaction } from "../../db/client"
import { users } from "../../db/schema"
import { emailAddress } from "../core/fields"
import { makePasswordLink } from "../users/records"
import { idFor } from "./ids"
import { deletionOf, isTrue, type Move, momentIn, newId, timesOf, wordOf, writeEvents } from "./move"
import { nameIn, shortened } from "./names"
import type { Row } from "./read"

type NewUser = typeof users.$inferInsert & { id: string }

/** A user who needs a password, and the token of the link with which they set it. */
export type UserLink = { email: string; token: string }

/** Moves the users, without their passwords; returns a link for each who may sign in. */
export async function moveUsers(move: Move): Promise<UserLink[]> {
  const byEmail = new Map((await emailsHere(move.tx)).map(({ email, id }) => [email.toLowerCase(), id]))
  const links: UserLink[] = []
  for await (const rows of move.source.rows("users", ["createdAt", "id"])) {
    const fresh = rows.flatMap((row) => newUser(move, row, byEmail) ?? [])
    if (fresh.length > 0) await move.tx.insert(users).values(fresh)
    move.tally.moved("users", fresh.length)
    await writeEvents(
      move,
      fresh.map(({ id, role }) => move.event("user.invited", { userId: id, role })),
    )
    for (const { id, email, deactivatedAt } of fresh)
      if (!deactivatedAt)
        links.push({ email, token: await makePasswordLink(move.tx, id, "invite", move.now) })
  }
  return links
}

const emailsHere = (tx: Transaction) => tx.select({ email: users.email, id: users.id }).from(users)

function newUser(move: Move, row: Row<"users">, byEmail: Map<string, string>): NewUser | null {
  const old = row.id ?? ""
  const email = emailAddress.safeParse(row.email ?? "")
  if (!email.success) {
    move.tally.leftOut("users", "has no e-mail address to sign in with", old)
    return null
  }
  const known = byEmail.get(email.data)
  if (known) {
    move.tally.leftOut("users", "has the e-mail address of another user, who stands for both", old)
    move.users.set(old, known)
    return null
  }
  const id = newId(move, "users", row.id)
  if (!id) return null
  if (email.data !== row.email) move.tally.changed("users", "e-mail address in lower case or trimmed")
  byEmail.set(email.data, id)
  move.users.set(old, id)
  const { createdAt, updatedAt } = timesOf(move, "users", row)
  return {
    ...{ id, email: email.data, createdAt, updatedAt },
    name: displayName(row) ?? email.data,
    role: roleIn(move, row),
    deactivatedAt: deletionOf(move, row, updatedAt),
    lastSignInAt: momentIn(move, row.lastSignInAt),
  }
}

function displayName(row: Row<"users">): string | null {
  const { first, last } = row.fullName
    ? { first: row.fullName.replaceAll(/\s+/g, " ").trim(), last: null }
    : nameIn(row)
  return shortened([first, last].filter(Boolean).join(" "), 100) || null
}

function roleIn(move: Move, { id, role, isAdmin }: Row<"users">): "admin" | "staff" {
  const word = wordOf(role)
  if (word === "admin" || (role === null && isTrue(isAdmin))) return "admin"
  if (word !== "staff" && role !== null)
    move.tally.changed("users", "had a role that is not known here: staff now", id ?? "")
  return "staff"
}

/** The deactivated user who stands for authors who are not known any more; made when first needed. */
export async function formerStaff({ tx, tally, now }: Move): Promise<string> {
  const id = idFor("users", "former staff")
  const made = await tx
    .insert(users)
    .values({
      ...{ id, name: "Former staff", email: "former.staff@krc.invalid", role: "staff" },
      ...{ deactivatedAt: now, createdAt: now, updatedAt: now },
    })
    .onConflictDoNothing({ target: users.id })
    .returning({ id: users.id })
  if (made.length > 0) {
    tally.added("users", 1)
    tally.changed("users", "added: the deactivated user Former staff, for notes whose author is gone")
  }
  return id
}
