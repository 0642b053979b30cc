import { describe, expect, test } from "vitest"
import { getClient } from "../../../lib/clients/get"
import { updateClient } from "../../../lib/clients/update"
import { addClient, inMinutes, openCentre } from "../../support/cast"
import { everythingIn } from "../database"

const centre = openCentre()
const admin = centre.admin()

describe("two people edit one client", () => {
  test("the second is told that the first saved, and nothing changes", async () => {
    const { id, version } = await addClient(centre)
    await updateClient(admin, { id, version, changes: { language: "es" } })
    const before = await everythingIn(centre.sql)
    const late = updateClient(centre.staff({ now: inMinutes(1) }), {
      id,
      version,
      changes: { notes: "Late" },
    })
    await expect(late).rejects.toMatchObject({ kind: "stale" })
    expect(await everythingIn(centre.sql)).toBe(before)
  })

  test("with the version that was returned one can go on saving", async () => {
    let client = await addClient(centre)
    for (const notes of ["One", "Two", "Three"])
      client = await updateClient(admin, { id: client.id, version: client.version, changes: { notes } })
    expect(client).toMatchObject({ notes: "Three", version: 4 })
  })

  test("of many who save at once from the same version exactly one wins", async () => {
    const { id, version } = await addClient(centre)
    const saves = Array.from({ length: 30 }, (_, index) =>
      updateClient(admin, { id, version, changes: { notes: `Save ${index}` } }),
    )
    const answers = await Promise.allSettled(saves)
    const won = answers.filter((answer) => answer.status === "fulfilled")
    const lost = answers.filter((answer) => answer.status === "rejected")
    expect(won).toHaveLength(1)
    expect(lost.every(({ reason }) => reason.kind === "stale")).toBe(true)
    expect(await getClient(admin, { id })).toMatchObject({ notes: won[0]?.value.notes, version: 2 })
  })

  test("without a version, edits of different fields at once are all kept", async () => {
    const { id } = await addClient(centre)
    const all = {
      email: "ana@example.org",
      language: "es",
      notes: "Hello",
      uciNumber: "7000001",
      phone: "+16615550101",
    }
    await Promise.all(
      Object.entries(all).map(([field, value]) => updateClient(admin, { id, changes: { [field]: value } })),
    )
    expect(await getClient(admin, { id })).toMatchObject({ ...all, version: 6 })
  })
})
