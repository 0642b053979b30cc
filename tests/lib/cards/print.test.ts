import { describe, expect, test } from "vitest"
import { issueCards } from "../../../lib/cards/issue"
import { cardsToPrint, listToPrint } from "../../../lib/cards/print"
import { revokeCard } from "../../../lib/cards/replace"
import { deleteClient } from "../../../lib/clients/delete"
import { createTag } from "../../../lib/clients/tag-changes"
import { setTags } from "../../../lib/clients/tags"
import { only } from "../../../lib/core/only"
import { addCast, addClient, openCentre } from "../../support/cast"

const centre = await openCentre()
const cast = await addCast(centre)
const staff = centre.staff()
const admin = centre.admin()
const { maria, theo, ada, ben } = cast

describe("what is printed", () => {
  test("is the first name and one letter, in the order given, and who has no card is told apart", async () => {
    await issueCards(staff, { clientIds: [maria.id, theo.id] })
    const { cards, without } = await cardsToPrint(staff, { clientIds: [theo.id, ben.id, maria.id, ada.id] })
    const { token, code } = only(
      await centre.sql`select token, code from member_cards where client_id = ${theo.id}`,
    )
    expect(cards[0]).toEqual({ clientId: theo.id, firstName: "Theo", initial: "N", token, code })
    expect(cards.map(({ firstName, initial }) => `${firstName} ${initial}`)).toEqual(["Theo N", "Maria L"])
    expect(without).toEqual([ben.id, ada.id])
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
    expect((await listToPrint(staff, { status: "expiring" })).clientIds).toEqual([theo.id])
    const tag = await createTag(admin, { name: "Needs a card" })
    await setTags(admin, { id: ada.id, tags: ["Needs a card"] })
    expect(await listToPrint(staff, { tag: tag.id })).toEqual({ total: 1, clientIds: [ada.id] })
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
