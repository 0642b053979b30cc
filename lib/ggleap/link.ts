import { z } from "zod"
import { ggleapLinks } from "../../db/schema"
import { lockClient } from "../clients/records"
import { personOf } from "../core/actor"
import { AppError, invalid } from "../core/errors"
import type { GgleapUser } from "../core/ggleap"
import { type Inside, operation } from "../core/operation"
import { findMatches } from "./matches"
import { LinkInput, MATCHES_AT_ONCE } from "./schema"

const TAKEN = "This client or this ggLeap user is linked already."

/**
 * Says which ggLeap user a client is, and returns what ggLeap calls them. Nothing is moved by it. Throws invalid when
 * there is no such user, conflict when one of the two is linked already, not_found, and as `Ggleap` does.
 */
export const linkClient = operation({
  permission: "ggleap.manage",
  input: LinkInput,
  before: ({ ggleap }, { ggleapUserId }) => ggleap.user(ggleapUserId),
  async run(inside, { clientId }, user) {
    if (!user) throw invalid("ggleapUserId", "This user is not in ggLeap (any more).")
    await lockClient(inside.tx, clientId)
    if (!(await link(inside, clientId, user))) throw new AppError("conflict", TAKEN)
    return { ggleapName: user.name }
  },
})

/**
 * Links clients to the ggLeap users with their e-mail, which somebody looked at and confirmed. What is not (any more) the
 * only match, or is linked meanwhile, is left out. Returns how many were linked and left out. Throws as `Ggleap` does.
 */
export const linkMatches = operation({
  permission: "ggleap.manage",
  input: z.strictObject({ links: z.array(LinkInput).min(1).max(MATCHES_AT_ONCE) }),
  before: ({ ggleap }) => ggleap.users(),
  async run(inside, { links }, users) {
    const { matches } = await findMatches(inside.tx, users)
    const byClient = new Map(matches.map((match) => [match.clientId, match.user]))
    const confirmed = links.flatMap(({ clientId, ggleapUserId }) => {
      const user = byClient.get(clientId)
      return user?.id === ggleapUserId ? [{ clientId, user }] : []
    })
    // In one order, so that two who confirm the same at once do not wait for each other.
    confirmed.sort((one, other) => (one.clientId < other.clientId ? -1 : 1))
    let linked = 0
    for (const { clientId, user } of confirmed) if (await link(inside, clientId, user)) linked++
    return { linked, leftOut: links.length - linked }
  },
})

/** Whether they were linked: not where one of the two is linked already. */
async function link({ tx, now, actor, record }: Inside, clientId: string, user: GgleapUser) {
  const row = { clientId, ggleapUserId: user.id, ggleapName: user.name, linkedAt: now }
  const made = await tx
    .insert(ggleapLinks)
    .values({ ...row, linkedBy: personOf(actor).id })
    .onConflictDoNothing()
    .returning({ clientId: ggleapLinks.clientId })
  if (made.length > 0) record("ggleap.linked", { ggleapName: user.name }, { clientId })
  return made.length > 0
}
