import { desc, eq, like } from "drizzle-orm"
import { beforeEach, describe, expect, test } from "vitest"
import { clientTags, events, tags } from "../../../db/schema"
import { deleteClient, restoreClient } from "../../../lib/clients/delete"
import { getClient } from "../../../lib/clients/get"
import { clientHistory } from "../../../lib/clients/history"
import { listClients } from "../../../lib/clients/list"
import { createTag, deleteTag, mergeTag, renameTag } from "../../../lib/clients/tag-changes"
import { listTagsInUse, tagName } from "../../../lib/clients/tag-list"
import { setTags } from "../../../lib/clients/tags"
import { only } from "../../../lib/core/only"
import { addClient, openCentre } from "../../support/cast"
import { everythingIn } from "../database"

const centre = openCentre()
const admin = centre.admin()

beforeEach(async () => {
  await centre.db.delete(tags)
})

const tagged = async (...names: string[]) => {
  const { id } = await addClient(centre)
  await setTags(admin, { id, tags: names })
  return id
}
const tagsOf = async (id: string) => (await getClient(admin, { id })).tags
const idOf = async (name: string) =>
  only((await listTagsInUse(admin, {})).filter((tag) => tag.name === name)).id
const lastEvent = async () =>
  (await centre.db.select().from(events).where(like(events.type, "tag.%")).orderBy(desc(events.id)))[0]
const historyOf = async (clientId: string) =>
  (await clientHistory(admin, { clientId })).rows
    .filter(({ type }) => type === "client.tagged")
    .map(({ data }) => data.tags)

describe("the list of tags", () => {
  test("counts the clients that have each, but not deleted ones, and filters the clients by tag", async () => {
    const [one, two, gone] = [await tagged("League"), await tagged("League", "Quiet"), await tagged("League")]
    await createTag(admin, { name: "Nobody's" })
    await deleteClient(admin, { id: gone })
    expect((await listTagsInUse(admin, {})).map(({ name, clients }) => [name, clients])).toEqual([
      ["League", 2],
      ["Nobody's", 0],
      ["Quiet", 1],
    ])
    const withTag = async (name: string) =>
      (await listClients(centre.staff(), { tag: await idOf(name) })).rows.map(({ id }) => id).sort()
    expect(await withTag("League")).toEqual([one, two].sort())
    expect(await withTag("Quiet")).toEqual([two])
    expect(await withTag("Nobody's")).toEqual([])
  })

  test("tells a name to the desk, and null for a tag that is gone", async () => {
    const { id } = await createTag(admin, { name: "Chess" })
    expect(await tagName(centre.staff(), { id })).toBe("Chess")
    await deleteTag(admin, { id })
    expect(await tagName(centre.staff(), { id })).toBeNull()
    expect((await listClients(admin, { tag: id })).rows).toEqual([])
  })
})

describe("a tag", () => {
  test("is added once, in any case", async () => {
    await createTag(admin, { name: " Chess " })
    expect(await lastEvent()).toMatchObject({ type: "tag.created", data: { name: "Chess" } })
    const again = createTag(admin, { name: "CHESS" })
    await expect(again).rejects.toMatchObject({ kind: "conflict", details: { fields: [{ field: "name" }] } })
  })

  test("is renamed for all who have it, also in its case alone", async () => {
    const client = await tagged("leage")
    const id = await idOf("leage")
    await renameTag(admin, { id, name: "league" })
    await renameTag(admin, { id, name: "League" })
    expect(await tagsOf(client)).toEqual(["League"])
    expect(await lastEvent()).toMatchObject({ type: "tag.renamed", data: { from: "league", to: "League" } })
    const before = await everythingIn(centre.sql)
    await renameTag(admin, { id, name: "League" })
    expect(await everythingIn(centre.sql)).toBe(before)
  })

  test("cannot take the name of another in any case, and nothing changes", async () => {
    await tagged("League", "Quiet")
    const before = await everythingIn(centre.sql)
    const renamed = renameTag(admin, { id: await idOf("Quiet"), name: "LEAGUE" })
    await expect(renamed).rejects.toMatchObject({
      kind: "conflict",
      details: { fields: [{ field: "name" }] },
    })
    expect(await everythingIn(centre.sql)).toBe(before)
  })

  test("is merged into another: the clients of both get the one, and each has it in their history", async () => {
    const [both, first, second] = [
      await tagged("Leage", "League", "Quiet"),
      await tagged("Leage"),
      await tagged("League"),
    ]
    const done = await mergeTag(admin, { id: await idOf("Leage"), into: "LEAGUE" })
    expect(done).toEqual({ from: "Leage", to: "League", clients: 2 })
    expect(await tagsOf(both)).toEqual(["League", "Quiet"])
    expect(await tagsOf(first)).toEqual(["League"])
    expect(await tagsOf(second)).toEqual(["League"])
    expect(await lastEvent()).toMatchObject({ type: "tag.merged", data: done })
    expect((await listTagsInUse(admin, {})).map(({ name }) => name)).toEqual(["League", "Quiet"])
    expect(await historyOf(first)).toContainEqual({ from: ["Leage"], to: ["League"] })
    expect(await historyOf(both)).toContainEqual({
      from: ["Leage", "League", "Quiet"],
      to: ["League", "Quiet"],
    })
    expect(await historyOf(second)).toHaveLength(1)
  })

  test("is not merged into itself, nor into one that is not there", async () => {
    await tagged("League")
    const id = await idOf("League")
    for (const into of ["league", "Nothing"])
      await expect(mergeTag(admin, { id, into })).rejects.toMatchObject({
        kind: "invalid",
        details: { fields: [{ field: "into" }] },
      })
  })

  test("is deleted: its clients lose it and keep the others, deleted clients too", async () => {
    const [client, gone] = [await tagged("Old", "Quiet"), await tagged("Old")]
    await deleteClient(admin, { id: gone })
    expect(await deleteTag(admin, { id: await idOf("Old") })).toEqual({ name: "Old", clients: 1 })
    await restoreClient(admin, { id: gone })
    expect(await tagsOf(client)).toEqual(["Quiet"])
    expect(await tagsOf(gone)).toEqual([])
    expect(await historyOf(client)).toContainEqual({ from: ["Old", "Quiet"], to: ["Quiet"] })
    expect(await lastEvent()).toMatchObject({ type: "tag.deleted", data: { name: "Old", clients: 1 } })
  })

  test("that is gone is not found", async () => {
    const { id } = await createTag(admin, { name: "Gone" })
    await deleteTag(admin, { id })
    for (const again of [
      () => deleteTag(admin, { id }),
      () => renameTag(admin, { id, name: "Back" }),
      () => mergeTag(admin, { id, into: "Gone" }),
    ])
      await expect(again()).rejects.toMatchObject({ kind: "not_found" })
  })

  test("can be deleted, merged and given at the same time, and no client keeps a tag that is gone", async () => {
    const clients = await Promise.all(Array.from({ length: 8 }, () => addClient(centre)))
    for (let round = 0; round < 5; round++) {
      for (const name of ["A", "B", "C"]) await createTag(admin, { name }).catch(() => {})
      const ids = await Promise.all(["A", "B"].map(idOf))
      const given = clients.map(({ id }) => setTags(admin, { id, tags: ["A", "B", "C"] }))
      const changed = [
        mergeTag(admin, { id: ids[0] as string, into: "C" }),
        deleteTag(admin, { id: ids[1] as string }),
      ]
      const outcomes = await Promise.allSettled([...given, ...changed])
      expect(outcomes.filter(({ status }) => status === "rejected")).toEqual([])
      for (const { id } of clients) expect(await tagsOf(id)).toContain("C")
    }
  })

  test("of more clients than fit into one statement is deleted with a line in each history", async () => {
    const { id: tagId } = await createTag(admin, { name: "Crowd" })
    const { id: clientId } = await addClient(centre)
    await centre.sql`insert into clients (id, first_name, last_name, created_at, updated_at)
      select gen_random_uuid(), 'Crowd', 'Number ' || n, now(), now() from generate_series(1, 8000) n`
    await centre.sql`insert into client_tags select id, ${tagId} from clients where first_name = 'Crowd' or id = ${clientId}`
    expect(await deleteTag(admin, { id: tagId })).toEqual({ name: "Crowd", clients: 8001 })
    expect(await historyOf(clientId)).toEqual([{ from: ["Crowd"], to: [] }])
    expect(await centre.db.$count(clientTags, eq(clientTags.tagId, tagId))).toBe(0)
  })
})
