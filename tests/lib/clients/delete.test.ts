import { describe, expect, test } from "vitest"
import { checkIn } from "../../../lib/check-ins/check-in"
import { grantConsent, listConsents } from "../../../lib/clients/consents"
import { addContactMethod, listContactMethods } from "../../../lib/clients/contact-methods"
import { deleteClient, restoreClient } from "../../../lib/clients/delete"
import { getClient } from "../../../lib/clients/get"
import { clientHistory } from "../../../lib/clients/history"
import { countClients, listClients } from "../../../lib/clients/list"
import { listDeletedClients } from "../../../lib/clients/list-deleted"
import { addNote, listNotes } from "../../../lib/clients/notes"
import { setTags } from "../../../lib/clients/tags"
import { updateClient } from "../../../lib/clients/update"
import type { Context } from "../../../lib/core/operation"
import { eraseClient } from "../../../lib/erasure/erase"
import { enroll } from "../../../lib/memberships/enroll"
import { listMemberships } from "../../../lib/memberships/list"
import { addClient, inMinutes, openCentre, today } from "../../support/cast"
import { everythingIn } from "../database"

const centre = openCentre()
const admin = centre.admin()
const missing = { kind: "not_found" }

const uses: Record<string, (ctx: Context, clientId: string) => Promise<unknown>> = {
  "is not shown": (ctx, id) => getClient(ctx, { id }),
  "is not edited": (ctx, id) => updateClient(ctx, { id, changes: { notes: "x" } }),
  "is not deleted again": (ctx, id) => deleteClient(ctx, { id }),
  "is not checked in": (ctx, clientId) => checkIn(ctx, { clientId, idempotencyKey: "deleted" }),
  "gets no membership": (ctx, clientId) =>
    enroll(ctx, { clientId, planCode: "unlimited", startsOn: today, endsOn: today }),
  "gets no note": (ctx, clientId) => addNote(ctx, { clientId, body: "x" }),
  "gets no tags": (ctx, id) => setTags(ctx, { id, tags: ["x"] }),
  "gives no consent": (ctx, clientId) => grantConsent(ctx, { clientId, kind: "sms" }),
  "gets no contact": (ctx, clientId) =>
    addContactMethod(ctx, { clientId, kind: "email", value: "a@example.org" }),
  "shows no notes": (ctx, clientId) => listNotes(ctx, { clientId }),
  "shows no memberships": (ctx, clientId) => listMemberships(ctx, { clientId }),
  "shows no consents": (ctx, clientId) => listConsents(ctx, { clientId }),
  "shows no contacts": (ctx, clientId) => listContactMethods(ctx, { clientId }),
}

describe("a deleted client", () => {
  test.each(Object.entries(uses))("%s", async (_, use) => {
    const { id } = await addClient(centre)
    await deleteClient(admin, { id })
    const before = await everythingIn(centre.sql)
    await expect(use(admin, id)).rejects.toMatchObject(missing)
    expect(await everythingIn(centre.sql)).toBe(before)
  })

  test("is in no list and no count until they are restored", async () => {
    const { all } = await countClients(admin, {})
    const { id } = await addClient(centre, { lastName: "Vanishing" })
    const listed = () => listClients(admin, { query: "vanishing" })
    await deleteClient(admin, { id })
    expect((await listed()).rows).toEqual([])
    expect(await countClients(admin, {})).toMatchObject({ all })
    await restoreClient(admin, { id })
    expect((await listed()).rows).toHaveLength(1)
    expect(await countClients(admin, {})).toMatchObject({ all: all + 1 })
  })

  test("comes back as they were", async () => {
    const client = await addClient(centre, { notes: "Keep me", phone: "+16615550101", uciNumber: "5000001" })
    await setTags(admin, { id: client.id, tags: ["League"] })
    await deleteClient(admin, { id: client.id })
    await restoreClient(admin, { id: client.id })
    expect(await getClient(admin, { id: client.id })).toEqual({ ...client, tags: ["League"] })
  })

  test("keeps a history of what was done with them", async () => {
    const { id } = await addClient(centre)
    await deleteClient(admin, { id })
    await restoreClient(admin, { id })
    const { rows: history } = await clientHistory(admin, { clientId: id })
    expect(history.map(({ type }) => type).sort()).toEqual([
      "client.created",
      "client.deleted",
      "client.restored",
    ])
  })
})

test("an admin sees who is deleted, the last one first, and not who is erased", async () => {
  await centre.sql`truncate clients cascade`
  for (const [index, firstName] of ["One", "Two", "Three"].entries()) {
    const { id } = await addClient(centre, { firstName })
    await deleteClient(centre.admin({ now: inMinutes(index) }), { id })
    if (firstName === "Two") await eraseClient(admin, { id })
  }
  await addClient(centre, { firstName: "Here" })
  expect((await listDeletedClients(admin, {})).map(({ firstName }) => firstName)).toEqual(["Three", "One"])
})

test("a client who is not deleted is not restored, an erased one never", async () => {
  const { id } = await addClient(centre)
  await expect(restoreClient(admin, { id })).rejects.toMatchObject(missing)
  await eraseClient(admin, { id })
  await expect(restoreClient(admin, { id })).rejects.toMatchObject(missing)
  await expect(eraseClient(admin, { id })).rejects.toMatchObject(missing)
})
