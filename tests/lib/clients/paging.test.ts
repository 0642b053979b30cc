import { beforeEach, describe, expect, test } from "vitest"
import { listClients } from "../../../lib/clients/list"
import { updateClient } from "../../../lib/clients/update"
import { addClient, inMinutes, openCentre } from "../../support/cast"

const centre = openCentre()
const staff = centre.staff()

beforeEach(async () => {
  await centre.sql`truncate clients cascade`
})

describe.each([
  ["newest", undefined],
  ["newest", "none"],
  ["name", undefined],
  ["name", "none"],
] as const)("in the order %s, of status %s", (order, status) => {
  test("every client is on exactly one page, also with equal names and times", async () => {
    const names = ["Ana", "ana", "Ána", "Bo", "Bo"]
    for (let index = 0; index < 25; index++)
      await addClient(
        centre,
        { firstName: names[index % 5], lastName: "Reyes" },
        { now: inMinutes(index % 3) },
      )
    for (const limit of [1, 2, 7, 25, 100]) {
      const seen = await readAll(limit)
      expect(new Set(seen).size).toBe(25)
      expect(seen).toHaveLength(25)
    }
  })

  test("nobody is missed or repeated while clients are added and edited", async () => {
    for (let index = 0; index < 20; index++) await addClient(centre, { lastName: `Reyes ${index}` })
    const before = await readAll(100)
    let added = 0
    const seen = await readAll(3, async () => {
      await addClient(centre, { firstName: "New", lastName: `Aaa ${added++}` }, { now: inMinutes(60) })
      await addClient(centre, { firstName: "New", lastName: `Reyes 5` }, { now: inMinutes(60) })
    })
    expect(seen.filter((id) => before.includes(id))).toEqual(before)
    expect(new Set(seen).size).toBe(seen.length)
  })

  async function readAll(limit: number, between?: () => Promise<void>): Promise<string[]> {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listClients(staff, { order, status, limit, cursor })
      expect(page.rows.length).toBeLessThanOrEqual(limit)
      seen.push(...page.rows.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
      await between?.()
    } while (cursor)
    return seen
  }
})

test("the newest come first, or the names in the order of the alphabet without accents and case", async () => {
  const people = ["Zoe Young", "Ana Álvarez", "Bea alvarez", "Cy Baker"]
  for (const [index, name] of people.entries()) {
    const [firstName, lastName] = name.split(" ")
    await addClient(centre, { firstName, lastName }, { now: inMinutes(index) })
  }
  const firstNames = async (order: "newest" | "name") =>
    (await listClients(staff, { order })).rows.map(({ firstName }) => firstName)
  expect(await firstNames("newest")).toEqual(["Cy", "Bea", "Ana", "Zoe"])
  expect(await firstNames("name")).toEqual(["Ana", "Bea", "Cy", "Zoe"])
})

test("those of a status are in the same order, also when a name or a beginning was changed", async () => {
  const ids = []
  for (const [index, lastName] of ["Young", "Baker", "Cole"].entries())
    ids.push((await addClient(centre, { lastName }, { now: inMinutes(index) })).id)
  const [first = ""] = ids
  const namesBy = async (order: "newest" | "name") => {
    const [all, some] = [
      await listClients(staff, { order }),
      await listClients(staff, { order, status: "none" }),
    ]
    expect(some.rows).toEqual(all.rows)
    return some.rows.map(({ lastName }) => lastName)
  }
  expect(await namesBy("newest")).toEqual(["Cole", "Baker", "Young"])
  await updateClient(centre.admin(), { id: first, changes: { lastName: "Adams" } })
  expect(await namesBy("name")).toEqual(["Adams", "Baker", "Cole"])
  await centre.sql`update clients set created_at = ${inMinutes(60)} where id = ${first}`
  expect(await namesBy("newest")).toEqual(["Adams", "Cole", "Baker"])
})

test("a page marker that we did not write is refused", async () => {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url")
  const id = "01a208c2-d254-70d9-80c3-770aa8680818"
  const markers = [
    "x",
    "%%%",
    "null",
    encode(null),
    encode({}),
    encode([]),
    encode(["a"]),
    encode([1, id]),
    encode(["a\0", id]),
    encode(["2026-03-10T18:00:00.000Z", "x"]),
    encode(["2026-03-10T18:00:00.000Z", "-".repeat(36)]),
    encode(["2026-03-10T18:00:00.000Z", [id]]),
    "x".repeat(1001),
  ]
  for (const order of ["newest", "name"] as const)
    for (const cursor of markers)
      await expect(listClients(staff, { order, cursor }), cursor).rejects.toMatchObject({ kind: "invalid" })
})

test("a page marker of the list by name is refused by the list by age", async () => {
  await addClient(centre)
  await addClient(centre)
  const { nextCursor } = await listClients(staff, { order: "name", limit: 1 })
  const mixed = listClients(staff, { order: "newest", cursor: nextCursor ?? "" })
  await expect(mixed).rejects.toMatchObject({ kind: "invalid" })
})

test("a page has 1 to 100 clients, 50 unless asked", async () => {
  for (let index = 0; index < 51; index++) await addClient(centre)
  expect((await listClients(staff, {})).rows).toHaveLength(50)
  for (const limit of [0, 101, -1, 1.5, "many", ""])
    await expect(listClients(staff, { limit })).rejects.toMatchObject({ kind: "invalid" })
})
