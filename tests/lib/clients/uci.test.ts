import { describe, expect, test } from "vitest"
import { deleteClient, restoreClient } from "../../../lib/clients/delete"
import { getClient } from "../../../lib/clients/get"
import { updateClient } from "../../../lib/clients/update"
import { addClient, openCentre } from "../../support/cast"

const centre = openCentre()
const admin = centre.admin()
const taken = { kind: "conflict", details: { fields: [{ field: "uciNumber" }] } }

describe("a UCI number", () => {
  test("keeps its leading zeros", async () => {
    expect(await addClient(centre, { uciNumber: "0000012" })).toMatchObject({ uciNumber: "0000012" })
  })

  test("belongs to one client only", async () => {
    await addClient(centre, { uciNumber: "1000001" })
    const other = await addClient(centre)
    await expect(addClient(centre, { uciNumber: " 1000001 " })).rejects.toMatchObject(taken)
    const attempt = updateClient(admin, { id: other.id, changes: { uciNumber: "1000001", notes: "x" } })
    await expect(attempt).rejects.toMatchObject(taken)
    expect(await getClient(admin, { id: other.id })).toMatchObject({ uciNumber: null, notes: null })
  })

  test("is given once when many ask for it at once", async () => {
    const answers = await Promise.allSettled(
      Array.from({ length: 30 }, () => addClient(centre, { uciNumber: "1000002" })),
    )
    const refused = answers.filter((answer) => answer.status === "rejected")
    expect(refused).toHaveLength(29)
    expect(refused.every(({ reason }) => reason.kind === "conflict")).toBe(true)
  })

  test("of a deleted client is free, and they cannot come back while another has it", async () => {
    const first = await addClient(centre, { uciNumber: "1000003" })
    await deleteClient(admin, { id: first.id })
    const second = await addClient(centre, { uciNumber: "1000003" })
    await expect(restoreClient(admin, { id: first.id })).rejects.toMatchObject({
      kind: "conflict",
      details: { existing: [{ id: second.id }] },
    })
    await updateClient(admin, { id: second.id, changes: { uciNumber: null } })
    await restoreClient(admin, { id: first.id })
    expect(await getClient(admin, { id: first.id })).toMatchObject({ uciNumber: "1000003" })
  })

  test("may be missing for any number of clients", async () => {
    await addClient(centre, { uciNumber: "" })
    await addClient(centre, { uciNumber: null })
  })
})
