import { sql } from "drizzle-orm"
import { describe, expect, test } from "vitest"
import { cardOf } from "../../../lib/cards/get"
import { issueCards } from "../../../lib/cards/issue"
import { clientOfCard } from "../../../lib/cards/records"
import { replaceCard, revokeCard } from "../../../lib/cards/replace"
import { deleteClient, restoreClient } from "../../../lib/clients/delete"
import { clientHistory } from "../../../lib/clients/history"
import { only } from "../../../lib/core/only"
import { eraseClient } from "../../../lib/erasure/erase"
import { addClient, inMinutes, now, openCentre } from "../../support/cast"
import { undone, wordsFoundIn } from "../database"

const centre = openCentre()
const staff = centre.staff()
const admin = centre.admin()
const notFound = { kind: "not_found" }

type Row = { id: string; token: string; code: string; revoked_at: Date | null }
const rowsOf = (clientId: string) =>
  centre.sql<Row[]>`select * from member_cards where client_id = ${clientId} order by created_at, id`

async function addClientWithCard() {
  const { id: clientId } = await addClient(centre)
  const card = only(await issueCards(staff, { clientIds: [clientId] }))
  return { clientId, card, row: only(await rowsOf(clientId)) }
}

/** Whom the card lets in, by its QR code and by its digits. */
const letIn = async ({ token, code }: Row) => [
  await clientOfCard(centre.db, "token", token),
  await clientOfCard(centre.db, "code", code),
]
const nobody = [undefined, undefined]

const historyOf = async (clientId: string) =>
  (await clientHistory(admin, { clientId })).rows.map(({ type, data }) => [type, data])

describe("a member card", () => {
  test("says who its client is, by its QR code and by its digits", async () => {
    const { clientId, card, row } = await addClientWithCard()
    expect(await letIn(row)).toEqual([clientId, clientId])
    expect(card).toEqual({ id: row.id, clientId, code: row.code, createdAt: now })
  })

  test("is made once: whoever asks again gets the same one", async () => {
    const { clientId, card } = await addClientWithCard()
    expect(await issueCards(admin, { clientIds: [clientId, clientId.toUpperCase()] })).toEqual([card])
    expect(await rowsOf(clientId)).toHaveLength(1)
    const issued = (await historyOf(clientId)).filter(([type]) => type === "member_card.issued")
    expect(issued).toEqual([["member_card.issued", { cardId: card.id }]])
  })

  test("is one, however many make it at the same moment, each for several clients in another order", async () => {
    const clients = await Promise.all(Array.from({ length: 5 }, () => addClient(centre)))
    const ids = clients.map(({ id }) => id)
    const orders = ids.map((_, at) => [...ids.slice(at), ...ids.slice(0, at)])
    const answers = await Promise.all(orders.map((clientIds) => issueCards(staff, { clientIds })))
    for (const [at, cards] of answers.entries())
      expect(cards.map(({ clientId }) => clientId)).toEqual(orders[at])
    for (const id of ids) {
      expect(await rowsOf(id)).toHaveLength(1)
      const seen = answers.map((cards) => cards.find(({ clientId }) => clientId === id)?.code)
      expect(new Set(seen).size).toBe(1)
    }
  })

  test("is not made for anybody when one of the clients is not there", async () => {
    const [here, gone] = [await addClient(centre), await addClient(centre)]
    await deleteClient(admin, { id: gone.id })
    const unknown = "01a208c2-d254-70d9-80c3-770aa8680818"
    for (const id of [gone.id, unknown])
      await expect(issueCards(staff, { clientIds: [here.id, id] })).rejects.toMatchObject(notFound)
    expect(await rowsOf(here.id)).toHaveLength(0)
  })

  test("is made for 200 clients at once, and not for more", async () => {
    const clients = await Promise.all(Array.from({ length: 201 }, () => addClient(centre)))
    const clientIds = clients.map(({ id }) => id)
    const invalid = { kind: "invalid", details: { fields: [{ field: "clientIds" }] } }
    await expect(issueCards(staff, { clientIds })).rejects.toMatchObject(invalid)
    await expect(issueCards(staff, { clientIds: [] })).rejects.toMatchObject(invalid)
    const cards = await issueCards(staff, { clientIds: clientIds.slice(1) })
    expect(cards.map(({ clientId }) => clientId)).toEqual(clientIds.slice(1))
  })

  test("gets other digits when those that were drawn stand on another card", async () => {
    const { row } = await addClientWithCard()
    const { id: clientId } = await addClient(centre)
    await undone(centre.ownerDb, async (db) => {
      await db.execute(
        sql.raw(`
        create sequence draws;
        create function draw_again() returns trigger language plpgsql as $$
          begin
            if nextval('draws') <= 2 then new.code := '${row.code}'; end if;
            return new;
          end $$;
        create trigger draw_again before insert on member_cards for each row execute function draw_again()`),
      )
      const card = only(await issueCards(centre.staff({ db }), { clientIds: [clientId] }))
      expect(card).toMatchObject({ clientId, code: expect.not.stringMatching(row.code) })
    })
  })

  test("is shown without what its QR code says", async () => {
    const { clientId, card, row } = await addClientWithCard()
    const seen = await cardOf(staff, { clientId })
    expect(seen).toEqual({ id: card.id, code: row.code, createdAt: now })
    expect(JSON.stringify(seen)).not.toContain(row.token)
    const { id: without } = await addClient(centre)
    expect(await cardOf(staff, { clientId: without })).toBeNull()
  })
})

describe("a card that is replaced", () => {
  test("lets nobody in any more, and the new one does", async () => {
    const { clientId, row: old } = await addClientWithCard()
    const card = await replaceCard(centre.staff({ now: inMinutes(1) }), { clientId })
    const [, fresh] = await rowsOf(clientId)
    expect(await letIn(old)).toEqual(nobody)
    expect(await letIn(fresh as Row)).toEqual([clientId, clientId])
    expect([fresh?.token, fresh?.code]).not.toContain([old.token, old.code])
    expect(await cardOf(staff, { clientId })).toMatchObject({ id: card.id, createdAt: inMinutes(1) })
    expect((await historyOf(clientId)).slice(0, 2).toSorted()).toEqual([
      ["member_card.issued", { cardId: card.id }],
      ["member_card.revoked", { cardId: old.id }],
    ])
  })

  test("by many at the same moment, leaves exactly one that works", async () => {
    const { clientId } = await addClientWithCard()
    await Promise.all(Array.from({ length: 5 }, () => replaceCard(staff, { clientId })))
    const rows = await rowsOf(clientId)
    expect(rows).toHaveLength(6)
    expect(rows.filter((row) => row.revoked_at === null)).toHaveLength(1)
  })

  test("need not have been there: then there is a first one", async () => {
    const { id: clientId } = await addClient(centre)
    const card = await replaceCard(staff, { clientId })
    expect(await cardOf(staff, { clientId })).toMatchObject({ id: card.id })
    expect((await historyOf(clientId)).map(([type]) => type)).not.toContain("member_card.revoked")
  })
})

describe("a card that is taken out of use", () => {
  test("lets nobody in, once and for all, and a new one can be made", async () => {
    const { clientId, row } = await addClientWithCard()
    await revokeCard(staff, { clientId })
    expect(await letIn(row)).toEqual(nobody)
    expect(await cardOf(staff, { clientId })).toBeNull()
    await expect(revokeCard(staff, { clientId })).rejects.toMatchObject(notFound)
    const card = only(await issueCards(staff, { clientIds: [clientId] }))
    expect(card.id).not.toBe(row.id)
    expect(await letIn(row)).toEqual(nobody)
  })
})

describe("of a client who is deleted", () => {
  test("the card lets nobody in until the client is restored, and cannot be seen or changed", async () => {
    const { clientId, row } = await addClientWithCard()
    await deleteClient(admin, { id: clientId })
    expect(await letIn(row)).toEqual(nobody)
    for (const call of [cardOf, replaceCard, revokeCard])
      await expect(call(staff, { clientId })).rejects.toMatchObject(notFound)
    await restoreClient(admin, { id: clientId })
    expect(await letIn(row)).toEqual([clientId, clientId])
  })

  test("and erased, no card is left, neither one that works nor one that was replaced", async () => {
    const { clientId, row } = await addClientWithCard()
    await replaceCard(staff, { clientId })
    const words = (await rowsOf(clientId)).flatMap(({ token, code }) => [token, code])
    await eraseClient(admin, { id: clientId })
    expect(await wordsFoundIn(centre.sql, words)).toEqual([])
    expect(await letIn(row)).toEqual(nobody)
  })

  test("a card that is being made while its client is erased is erased too", async () => {
    const { id: clientId } = await addClient(centre)
    let erasing: Promise<unknown> = Promise.resolve()
    await centre.db.transaction(async (tx) => {
      await issueCards(centre.staff({ db: tx }), { clientIds: [clientId] })
      erasing = eraseClient(admin, { id: clientId })
      // Time for the erasure to get as far as it can without the card.
      await new Promise((resolve) => setTimeout(resolve, 300))
    })
    await erasing
    expect(await rowsOf(clientId)).toHaveLength(0)
  })
})
