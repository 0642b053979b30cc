import { describe, expect, test } from "vitest"
import { clientHistory } from "../../../lib/clients/history"
import { addNote, listNotes } from "../../../lib/clients/notes"
import { updateClient } from "../../../lib/clients/update"
import { addClient, inMinutes, openCentre } from "../../support/cast"

const centre = openCentre()

describe("staff notes", () => {
  test("are a timeline with author and time, newest first", async () => {
    const { id: clientId } = await addClient(centre)
    await addNote(centre.staff(), { clientId, body: " First visit \r\n went well " })
    await addNote(centre.admin({ now: inMinutes(5) }), { clientId, body: "Second" })
    const { rows } = await listNotes(centre.staffKey(), { clientId })
    expect(rows).toMatchObject([
      { body: "Second", author: "Alex Admin", createdAt: inMinutes(5) },
      { body: "First visit \n went well", author: "Sam Staff", createdAt: inMinutes(0) },
    ])
  })

  test("have 1 to 5000 characters", async () => {
    const { id: clientId } = await addClient(centre)
    await addNote(centre.staff(), { clientId, body: "🎮".repeat(5000) })
    for (const body of ["", "  ", "x".repeat(5001), "a\0b"])
      await expect(addNote(centre.staff(), { clientId, body })).rejects.toMatchObject({ kind: "invalid" })
  })

  test("are read page by page, each once", async () => {
    const { id: clientId } = await addClient(centre)
    for (let index = 0; index < 7; index++) await addNote(centre.staff(), { clientId, body: `Note ${index}` })
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listNotes(centre.staff(), { clientId, limit: 3, cursor })
      seen.push(...page.rows.map(({ body }) => body))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(seen.sort()).toEqual(Array.from({ length: 7 }, (_, index) => `Note ${index}`))
  })
})

describe("the history of a client", () => {
  test("tells who did what and when, newest first, without the text of staff notes", async () => {
    const { id: clientId } = await addClient(centre)
    await updateClient(centre.staff({ now: inMinutes(1) }), {
      id: clientId,
      changes: { notes: "Quiet seat" },
    })
    await addNote(centre.staff({ now: inMinutes(2) }), { clientId, body: "Between us" })
    const { rows: history } = await clientHistory(centre.admin(), { clientId })
    expect(history).toMatchObject([
      { type: "note.created", actorName: "Sam Staff", actorKind: "user", occurredAt: inMinutes(2) },
      { type: "client.updated", data: { fields: { notes: { from: null, to: "Quiet seat" } } } },
      { type: "client.created", actorName: "Alex Admin", requestId: "test" },
    ])
    expect(JSON.stringify(history)).not.toContain("Between us")
  })
})
