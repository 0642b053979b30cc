import { and, asc, eq, isNotNull, sql } from "drizzle-orm"
import { z } from "zod"
import { clients, ggleapLinks } from "../../db/schema"
import { pageLimit } from "../core/fields"
import { plainly } from "../core/format"
import { query } from "../core/operation"
import { pageOf, readCursor } from "../core/page"
import { groupNamesOf, withKinds } from "./records"
import { ByClient } from "./schema"

/** So many users a search shows. */
const FOUND_AT_MOST = 20

/**
 * One page of the linked clients by name, those with a problem only where `problems` says so, each with the group they
 * belong into; deleted ones too, who are left where they are. `total` and `troubled` count all.
 */
export const listLinks = query({
  permission: "ggleap.manage",
  input: z.strictObject({
    problems: z.boolean().optional(),
    limit: pageLimit,
    cursor: z.string().max(1000).optional(),
  }),
  async run({ db, today, sealer }, { problems, limit, cursor }) {
    const from = readCursor(cursor, sealer)
    const after = from && sql`(${clients.sortName}, ${clients.id}) > (${from.key}, ${from.id}::uuid)`
    const rows = await db
      .select({
        id: clients.id,
        firstName: clients.firstName,
        lastName: clients.lastName,
        deletedAt: clients.deletedAt,
        posStartDate: clients.posStartDate,
        posEndDate: clients.posEndDate,
        sortName: sql<string>`${clients.sortName}`,
        ggleapUserId: ggleapLinks.ggleapUserId,
        ggleapName: ggleapLinks.ggleapName,
        groupId: ggleapLinks.groupId,
        placedAt: ggleapLinks.placedAt,
        problem: ggleapLinks.problem,
      })
      .from(ggleapLinks)
      .innerJoin(clients, eq(clients.id, ggleapLinks.clientId))
      .where(and(problems ? isNotNull(ggleapLinks.problem) : undefined, after))
      .orderBy(asc(clients.sortName), asc(clients.id))
      .limit(limit + 1)
    const page = pageOf(rows, limit, ({ sortName }) => sortName, sealer)
    const names = await groupNamesOf(db)
    const [total, troubled] = [
      await db.$count(ggleapLinks),
      await db.$count(ggleapLinks, isNotNull(ggleapLinks.problem)),
    ]
    const shown = (await withKinds(db, page.rows, today)).map((row) => ({ ...row, group: names[row.kind] }))
    return { rows: shown, nextCursor: page.nextCursor, total, troubled }
  },
})

export type ListedLink = Awaited<ReturnType<typeof listLinks>>["rows"][number]

/** The link of one client, or null. */
export const linkOf = query({
  permission: "ggleap.manage",
  input: ByClient,
  async run({ db }, { clientId }) {
    const [link] = await db
      .select({
        ggleapName: ggleapLinks.ggleapName,
        placedAt: ggleapLinks.placedAt,
        problem: ggleapLinks.problem,
      })
      .from(ggleapLinks)
      .where(eq(ggleapLinks.clientId, clientId))
    return link ?? null
  },
})

/**
 * The ggLeap users of whose name or e-mail each word is a part, however written, at most 20, those who are linked to a
 * client marked. Throws as `Ggleap` does.
 */
export const findGgleapUsers = query({
  permission: "ggleap.manage",
  input: z.strictObject({ query: z.string().trim().min(1, "Enter a name or an e-mail.").max(200) }),
  async run({ db, ggleap }, { query: text }) {
    const words = plainly(text).split(/\s+/)
    const linked = new Set(
      (await db.select({ id: ggleapLinks.ggleapUserId }).from(ggleapLinks)).map(({ id }) => id),
    )
    const found = (await ggleap.users())
      .map((user) => ({ user, all: plainly(`${user.name} ${user.email ?? ""}`) }))
      .filter(({ all }) => words.every((word) => all.includes(word)))
    const shown = found.slice(0, FOUND_AT_MOST).map(({ user: { id, name, email } }) => ({
      id,
      name,
      email,
      linked: linked.has(id),
    }))
    return { users: shown, more: found.length > shown.length }
  },
})

export type FoundUser = Awaited<ReturnType<typeof findGgleapUsers>>["users"][number]
