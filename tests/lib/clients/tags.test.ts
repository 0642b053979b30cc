import { describe, expect, test } from "vitest"
import { getClient } from "../../../lib/clients/get"
import { clientHistory } from "../../../lib/clients/history"
import { listTags, setTags } from "../../../lib/clients/tags"
import { addClient, openCentre } from "../../support/cast"

const centre = openCentre()
const admin = centre.admin()

describe("tags", () => {
  test("of a client are exactly those given last", async () => {
    const { id } = await addClient(centre)
    expect(await setTags(admin, { id, tags: ["League", "Birthday club"] })).toEqual([
      "Birthday club",
      "League",
    ])
    expect(await setTags(admin, { id, tags: ["League"] })).toEqual(["League"])
    expect(await getClient(admin, { id })).toMatchObject({ tags: ["League"] })
    expect(await setTags(admin, { id, tags: [] })).toEqual([])
  })

  test("are the same in any case, and keep the first way of writing", async () => {
    const { id } = await addClient(centre)
    await setTags(admin, { id, tags: ["Esports"] })
    expect(await setTags(admin, { id, tags: ["ESPORTS", "esports", " eSports "] })).toEqual(["Esports"])
    expect((await listTags(admin, {})).filter((name) => /esports/i.test(name))).toEqual(["Esports"])
  })

  test.each(["İstanbul", "STRASSE ẞ", "ΣΊΣΥΦΟΣ", "ਪੰਜਾਬੀ", "🎮", "100% _\\", "'; --"])(
    "can be called %s",
    async (name) => {
      const { id } = await addClient(centre)
      expect(await setTags(admin, { id, tags: [name] })).toEqual([name])
      expect(await setTags(admin, { id, tags: [name, name] })).toEqual([name])
    },
  )

  test("stand in the history when they change, and only then", async () => {
    const { id } = await addClient(centre)
    for (const tags of [["League"], ["League"], ["league"]]) await setTags(admin, { id, tags })
    const tagged = (await clientHistory(admin, { clientId: id })).rows.filter(
      ({ type }) => type === "client.tagged",
    )
    expect(tagged.map(({ data }) => data)).toEqual([{ tags: { from: [], to: ["League"] } }])
  })

  test("that are new can be given to many clients at once, in any order", async () => {
    const clients = await Promise.all(Array.from({ length: 10 }, () => addClient(centre)))
    for (let round = 0; round < 3; round++) {
      const tags = Array.from({ length: 30 }, (_, index) => `Round ${round} tag ${index}`)
      const given = clients.map(({ id }, index) =>
        setTags(admin, { id, tags: index % 2 ? tags : tags.toReversed() }),
      )
      for (const names of await Promise.all(given)) expect(names).toHaveLength(30)
    }
  })
})
