import { describe, expect, test } from "vitest"
import { issueCards } from "../../../lib/cards/issue"
import { cardsToPrint, listToPrint } from "../../../lib/cards/print"
import { revokeCard } from "../../../lib/cards/replace"
import { deleteClient } from "../../../lib/clients/delete"
import { createTag } from "../../../lib/clients/tag-changes"
import { setTags } from "../../../lib/clients/tags"
import { only } from "../../../lib/core/only"
import { beforeTests } from "../../support/before"
import { addCast, addClient, openCentre } from "../../support/cast"

const centre = openCentre()
const cast = beforeTests(() => addCast(centre))
const staff = centre.staff()
const admin = centre.admin()

describe("what is printed", () => {
  test("is the first name and one letter, in the order given, and who has no card is told apart", async () => {
    await issueCards(staff, { clientIds: [cast.maria.id, cast.theo.id] })
    const { cards, without } = await cardsToPrint(staff, {
      clientIds: [cast.theo.id, cast.ben.id, cast.maria.id, cast.ada.id],
    })
    const { token, code } = only(
      await centre.sql`select token, code from member_cards where client_id = ${cast.theo.id}`,
    )
    expect(cards[0]).toEqual({ clientId: cast.theo.id, firstName: "Theo", initial: "N", token, code })
    expect(cards.map(({ firstName, initial }) => `${firstName} ${initial}`)).toEqual(["Theo N", "Maria L"])
    expect(without).toEqual([cast.ben.id, cast.ada.id])
  })

  test.each([
    ["de la Cruz", "D"],
    ["Élan", "É"],
    ["e\u0301lan", "E\u0301"],
    ["ਸਿੰਘ", "ਸਿੰ"],
    ["الحداد", "ا"],
    ["👩‍👧 Family", "👩‍👧"],
  ])("of the last name %s is %s", async (lastName, initial) => {
    const { id } = await addClient(centre, { lastName })
    await issueCards(staff, { clientIds: [id] })
    expect(only((await cardsToPrint(staff, { clientIds: [id] })).cards).initial).toBe(initial)
  })

  test("is nothing of a card out of use or of a deleted client", async () => {
    const [one, other] = [await addClient(centre), await addClient(centre)]
    const clientIds = [one.id, other.id]
    await issueCards(staff, { clientIds })
    await revokeCard(staff, { clientId: one.id })
    await deleteClient(admin, { id: other.id })
    expect(await cardsToPrint(staff, { clientIds })).toEqual({ cards: [], without: [one.id] })
  })
})

describe("the list of clients", () => {
  test("is printed as it is filtered, by name", async () => {
    const { clientIds, total } = await listToPrint(staff, { query: "garcia" })
    expect([clientIds, total]).toEqual([[cast.mateo.id, cast.sofia.id], 2])
    expect((await listToPrint(staff, { status: "expiring" })).clientIds).toEqual([cast.theo.id])
    const tag = await createTag(admin, { name: "Needs a card" })
    await setTags(admin, { id: cast.ada.id, tags: ["Needs a card"] })
    expect(await listToPrint(staff, { tag: tag.id })).toEqual({ total: 1, clientIds: [cast.ada.id] })
    expect(await listToPrint(staff, { query: "nobody has this name" })).toEqual({ total: 0, clientIds: [] })
  })

  test("of more than 200 says how many there are, and none of them", async () => {
    await Promise.all(Array.from({ length: 200 }, () => addClient(centre, { lastName: "Multitude" })))
    const many = await listToPrint(staff, { query: "multitude" })
    expect([many.total, many.clientIds.length]).toEqual([200, 200])
    await addClient(centre, { lastName: "Multitude" })
    expect(await listToPrint(staff, { query: "multitude" })).toEqual({ total: 201, clientIds: [] })
  })
})
