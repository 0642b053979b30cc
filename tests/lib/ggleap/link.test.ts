import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { addContactMethod } from "../../../lib/clients/contact-methods"
import { deleteClient } from "../../../lib/clients/delete"
import { drift } from "../../../lib/ggleap/drift"
import { linkClient, linkMatches } from "../../../lib/ggleap/link"
import { findGgleapUsers, linkOf, listLinks } from "../../../lib/ggleap/list"
import { emailMatches } from "../../../lib/ggleap/matches"
import { syncGroups } from "../../../lib/ggleap/sync"
import { unlinkClient } from "../../../lib/ggleap/unlink"
import { addClient, openCentre } from "../../support/cast"
import { makeGgleap } from "../../support/ggleap"
import { ggleapOf } from "./linked"

const centre = openCentre()
const fake = makeGgleap()
beforeAll(fake.open)
afterAll(fake.close)
const { admin, linked, linkRow, eventsOf, forgetAll, userOfClient } = ggleapOf(centre, fake)

beforeEach(async () => {
  await forgetAll()
  await centre.sql`update clients set deleted_at = now()`
})

test("a client is linked by hand to a user whom ggLeap knows, and the history tells it", async () => {
  const client = await addClient(centre)
  const ggleapUserId = userOfClient({ Username: "ana99", FirstName: "Ana", LastName: "Reyes" })
  expect(await linkClient(admin(), { clientId: client.id, ggleapUserId })).toEqual({
    ggleapName: "ana99 (Ana Reyes)",
  })
  expect(await linkOf(admin(), { clientId: client.id })).toMatchObject({
    ggleapName: "ana99 (Ana Reyes)",
    placedAt: null,
  })
  expect(await eventsOf(client.id, "ggleap.linked")).toHaveLength(1)
  expect(fake.changes()).toEqual([])
})

test("nobody is linked to a user whom ggLeap does not know", async () => {
  const { id: clientId } = await addClient(centre)
  const refused = linkClient(admin(), { clientId, ggleapUserId: "nobody" })
  await expect(refused).rejects.toMatchObject({ kind: "invalid" })
  expect(await linkRow(clientId)).toBeUndefined()
})

test("a deleted client is linked to nobody", async () => {
  const { id } = await addClient(centre)
  await deleteClient(admin(), { id })
  const refused = linkClient(admin(), { clientId: id, ggleapUserId: userOfClient() })
  await expect(refused).rejects.toMatchObject({ kind: "not_found" })
})

test("one client has one user, and one user one client", async () => {
  const { clientId, ggleapUserId } = await linked("active")
  const other = await addClient(centre)
  for (const taken of [
    { clientId: other.id, ggleapUserId },
    { clientId, ggleapUserId: userOfClient() },
  ])
    await expect(linkClient(admin(), taken)).rejects.toMatchObject({ kind: "conflict" })
  expect(await linkRow(clientId)).toMatchObject({ ggleap_user_id: ggleapUserId })
})

test("of two who link one user at once, one does", async () => {
  const [one, other] = [await addClient(centre), await addClient(centre)]
  const ggleapUserId = userOfClient()
  const tries = [one, other].map(({ id }) => linkClient(admin(), { clientId: id, ggleapUserId }))
  const states = (await Promise.allSettled(tries)).map(({ status }) => status)
  expect(states.sort()).toEqual(["fulfilled", "rejected"])
})

test("an unlinked user stays where they are, and the link can be taken back", async () => {
  const { clientId, ggleapUserId } = await linked("active")
  await syncGroups(admin(), {})
  const link = await unlinkClient(admin(), { clientId })
  expect(fake.groupOf(ggleapUserId)).toBe("g-covered")
  expect(await linkRow(clientId)).toBeUndefined()
  expect(await eventsOf(clientId, "ggleap.unlinked")).toHaveLength(1)
  await linkClient(admin(), { clientId, ggleapUserId: link.ggleapUserId })
  expect(await linkRow(clientId)).toMatchObject({ ggleap_user_id: ggleapUserId })
  await expect(unlinkClient(admin(), { clientId: (await addClient(centre)).id })).rejects.toMatchObject({
    kind: "not_found",
  })
})

test("one client and one user of an e-mail are a match, however it is capitalized", async () => {
  const { id } = await addClient(centre, { email: "ana@example.org" })
  const user = userOfClient({ Email: "ANA@example.org" })
  userOfClient({ Email: "stranger@example.org" })
  userOfClient()
  const found = await emailMatches(admin(), {})
  expect(found).toMatchObject({ total: 1, totalAmbiguous: 0 })
  expect(found.matches[0]).toMatchObject({ clientId: id, email: "ana@example.org", user: { id: user } })
})

test("an e-mail of two clients, of two users, or of a parent is shown, and never guessed", async () => {
  await addClient(centre, { email: "twins@example.org" })
  await addClient(centre, { email: "twins@example.org" })
  userOfClient({ Email: "twins@example.org" })
  await addClient(centre, { email: "twice@example.org" })
  for (const Email of ["twice@example.org", "Twice@example.org"]) userOfClient({ Email })
  const child = await addClient(centre)
  const contact = { clientId: child.id, kind: "email", value: "mother@example.org" } as const
  await addContactMethod(admin(), contact)
  userOfClient({ Email: "mother@example.org" })
  const { matches, ambiguous } = await emailMatches(admin(), {})
  expect(matches).toEqual([])
  expect(ambiguous.map(({ email, clients, users }) => [email, clients.length, users.length]).sort()).toEqual([
    ["mother@example.org", 1, 1],
    ["twice@example.org", 1, 2],
    ["twins@example.org", 2, 1],
  ])
})

test("who is linked already is no match any more, and a deleted client never is", async () => {
  const { id } = await addClient(centre, { email: "ana@example.org" })
  await linkClient(admin(), { clientId: id, ggleapUserId: userOfClient({ Email: "ana@example.org" }) })
  const gone = await addClient(centre, { email: "gone@example.org" })
  userOfClient({ Email: "gone@example.org" })
  await deleteClient(admin(), { id: gone.id })
  expect(await emailMatches(admin(), {})).toMatchObject({ total: 0, totalAmbiguous: 0 })
})

test("confirmed matches are linked; what is no match any more is left out", async () => {
  const match = async (name: string) => {
    const email = `${name}@example.org`
    const { id } = await addClient(centre, { email })
    return { clientId: id, ggleapUserId: userOfClient({ Email: email }) }
  }
  const [ana, ben, lin] = [await match("ana"), await match("ben"), await match("lin")]
  await addClient(centre, { email: "ben@example.org" })
  const stranger = { clientId: lin.clientId, ggleapUserId: ana.ggleapUserId }
  expect(await linkMatches(admin(), { links: [ana, ben, stranger] })).toEqual({ linked: 1, leftOut: 2 })
  expect(await linkRow(ana.clientId)).toMatchObject({ ggleap_user_id: ana.ggleapUserId })
  expect(await linkRow(ben.clientId)).toBeUndefined()
  expect(await linkRow(lin.clientId)).toBeUndefined()
  expect(await linkMatches(admin(), { links: [ana] })).toEqual({ linked: 0, leftOut: 1 })
})

test("a match that is confirmed twice at once is linked once", async () => {
  const { id: clientId } = await addClient(centre, { email: "ana@example.org" })
  const links = [{ clientId, ggleapUserId: userOfClient({ Email: "ana@example.org" }) }]
  const both = await Promise.all([linkMatches(admin(), { links }), linkMatches(admin(), { links })])
  expect(both.reduce((sum, { linked }) => sum + linked, 0)).toBe(1)
  expect(await eventsOf(clientId, "ggleap.linked")).toHaveLength(1)
})

test("users are found by parts of their name and e-mail, without accents", async () => {
  userOfClient({ Username: "speedy", FirstName: "José", LastName: "Peña", Email: "jp@example.org" })
  const { user } = await linked("none")
  const names = async (query: string) =>
    (await findGgleapUsers(admin(), { query })).users.map(({ name }) => name)
  expect(await names("pena jose")).toEqual(["speedy (José Peña)"])
  expect(await names("JP@")).toEqual(["speedy (José Peña)"])
  expect(await names("pena nobody")).toEqual([])
  const found = await findGgleapUsers(admin(), { query: "player" })
  expect(found.users.find(({ id }) => id === user)).toMatchObject({ linked: true })
})

test("the list gives linked clients by name, page by page, or those with a problem only", async () => {
  const people = [await linked("active"), await linked("none"), await linked("expired")]
  fake.users.delete(String(people[1]?.user))
  await syncGroups(admin(), {})
  const first = await listLinks(admin(), { limit: 2 })
  expect(first).toMatchObject({ total: 3, troubled: 1 })
  const second = await listLinks(admin(), { limit: 2, cursor: String(first.nextCursor) })
  const ids = [...first.rows, ...second.rows].map(({ id }) => id)
  expect(ids.sort()).toEqual(people.map(({ clientId }) => clientId).sort())
  const troubled = await listLinks(admin(), { problems: true })
  expect(troubled.rows.map(({ id, group }) => [id, group])).toEqual([
    [people[1]?.clientId, "Kern Regional Center"],
  ])
})

test("the drift report tells who would be moved, from where to where, and asks only", async () => {
  const { clientId } = await linked("active")
  await linked("none", "g-uncovered")
  fake.asked.length = 0
  const report = await drift(admin(), {})
  expect(report).toMatchObject({ linked: 2, right: 1, wouldMove: 1, missing: 0 })
  expect(report.moves).toMatchObject([{ clientId, from: "Regulars", to: "KRC Unlimited" }])
  expect(fake.changes()).toEqual([])
})
