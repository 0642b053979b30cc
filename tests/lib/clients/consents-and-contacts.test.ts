import { describe, expect, test } from "vitest"
import { grantConsent, listConsents, revokeConsent } from "../../../lib/clients/consents"
import {
  addContactMethod,
  directMessages,
  listContactMethods,
  removeContactMethod,
} from "../../../lib/clients/contact-methods"
import { clientHistory } from "../../../lib/clients/history"
import { listClients } from "../../../lib/clients/list"
import { eraseClient } from "../../../lib/erasure/erase"
import { addClient, inMinutes, openCentre } from "../../support/cast"

const centre = openCentre()
const admin = centre.admin()

describe("a consent", () => {
  test("is given once, however often it is recorded", async () => {
    const { id: clientId } = await addClient(centre)
    await Promise.all(
      Array.from({ length: 10 }, () => grantConsent(admin, { clientId, kind: "sms", givenBy: "Rosa" })),
    )
    expect(await listConsents(admin, { clientId })).toMatchObject([
      { kind: "sms", givenBy: "Rosa", revokedAt: null },
    ])
    const types = (await clientHistory(admin, { clientId })).rows.map(({ type }) => type)
    expect(types.filter((type) => type === "consent.granted")).toHaveLength(1)
  })

  test("that is taken back stays on record, and can be given again", async () => {
    const { id: clientId } = await addClient(centre)
    await grantConsent(admin, { clientId, kind: "sms" })
    await revokeConsent(centre.admin({ now: inMinutes(1) }), { clientId, kind: "sms" })
    await grantConsent(centre.admin({ now: inMinutes(2) }), { clientId, kind: "sms" })
    expect(await listConsents(admin, { clientId })).toMatchObject([
      { grantedAt: inMinutes(2), revokedAt: null },
      { grantedAt: inMinutes(0), revokedAt: inMinutes(1) },
    ])
  })

  test("of one kind says nothing about another", async () => {
    const { id: clientId } = await addClient(centre)
    await grantConsent(admin, { clientId, kind: "sms" })
    await revokeConsent(admin, { clientId, kind: "photo" })
    expect(await listConsents(admin, { clientId })).toMatchObject([{ kind: "sms", revokedAt: null }])
  })

  test("can be taken back by a computer whose clock is a little behind", async () => {
    const { id: clientId } = await addClient(centre)
    await grantConsent(admin, { clientId, kind: "sms" })
    await revokeConsent(centre.admin({ now: inMinutes(-1) }), { clientId, kind: "sms" })
    expect(await listConsents(admin, { clientId })).toMatchObject([{ revokedAt: inMinutes(0) }])
  })
})

describe("a further contact", () => {
  test("is kept in one way of writing and not twice", async () => {
    const { id: clientId } = await addClient(centre)
    await addContactMethod(admin, { clientId, kind: "phone", value: "661.555.0161", label: "Mother" })
    const again = addContactMethod(admin, { clientId, kind: "phone", value: "+1 661 555 0161" })
    await expect(again).rejects.toMatchObject({ kind: "conflict", details: { fields: [{ field: "value" }] } })
    expect(await listContactMethods(admin, { clientId })).toMatchObject([
      { value: "+16615550161", label: "Mother" },
    ])
  })

  test("finds the client", async () => {
    const { id: clientId } = await addClient(centre)
    await addContactMethod(admin, { clientId, kind: "phone", value: "661 555 0162" })
    await addContactMethod(admin, { clientId, kind: "email", value: "Grandma@Example.org" })
    for (const query of ["(661) 555-0162", "5550162", "grandma@", "GRANDMA"])
      expect((await listClients(admin, { query })).rows.map(({ id }) => id)).toEqual([clientId])
  })

  test("finds the client no more once it is taken away, and nothing of it stays when the client is erased", async () => {
    const { id: clientId } = await addClient(centre)
    await addContactMethod(admin, { clientId, kind: "phone", value: "661 555 0177" })
    await addContactMethod(admin, { clientId, kind: "email", value: "wq@example.org" })
    const found = async (query: string) => (await listClients(admin, { query })).rows.map(({ id }) => id)
    expect(await found("wq")).toEqual([clientId])
    const [phone] = await listContactMethods(admin, { clientId })
    await removeContactMethod(admin, { clientId, id: String(phone?.id) })
    expect([await found("5550177"), await found("wq")].map(({ length }) => length).sort()).toEqual([0, 1])
    await eraseClient(admin, { id: clientId })
    const [left] = await centre.sql`select further_contacts, search_text from clients where id = ${clientId}`
    expect(left?.further_contacts).toBeNull()
    expect(left?.search_text).not.toMatch(/0177|wq/)
  })

  test("finds the client once when it matches as often as their own data", async () => {
    const { id: clientId } = await addClient(centre, { email: "twice@example.org" })
    await addContactMethod(admin, { clientId, kind: "email", value: "twice@example.com" })
    await addContactMethod(admin, { clientId, kind: "email", value: "twice@example.net" })
    expect((await listClients(admin, { query: "twice" })).rows).toHaveLength(1)
  })

  test("is taken away from its own client only", async () => {
    const { id: clientId } = await addClient(centre)
    const { id: other } = await addClient(centre)
    await addContactMethod(admin, { clientId, kind: "phone", value: "661 555 0163" })
    const [{ id } = { id: "" }] = await listContactMethods(admin, { clientId })
    await expect(removeContactMethod(admin, { clientId: other, id })).rejects.toMatchObject({
      kind: "not_found",
    })
    await removeContactMethod(admin, { clientId, id })
    expect(await listContactMethods(admin, { clientId })).toEqual([])
    expect((await listClients(admin, { query: "5550163" })).rows).toEqual([])
  })

  test("must be a phone number or an e-mail address", async () => {
    const { id: clientId } = await addClient(centre)
    for (const bad of [
      { kind: "phone", value: "a@b.org" },
      { kind: "email", value: "6615550123" },
      { kind: "fax", value: "1" },
    ])
      await expect(addContactMethod(admin, { clientId, ...bad } as never)).rejects.toMatchObject({
        kind: "invalid",
      })
  })
})

describe("messages to a client", () => {
  test("go to one number at a time, and the history tells of it", async () => {
    const { id: clientId } = await addClient(centre)
    for (const value of ["661 555 0171", "661 555 0172"])
      await addContactMethod(admin, { clientId, kind: "phone", value, label: "Mother" })
    const [first, second] = await listContactMethods(admin, { clientId })
    for (const contact of [first, second, second])
      await directMessages(admin, { clientId, id: String(contact?.id), here: true })
    const marked = (await listContactMethods(admin, { clientId })).map((contact) => contact.getsMessages)
    expect(marked).toEqual([false, true])
    await directMessages(admin, { clientId, id: String(first?.id), here: false })
    expect((await listContactMethods(admin, { clientId }))[1]).toMatchObject({ getsMessages: true })
    const { rows } = await clientHistory(admin, { clientId })
    expect(rows.filter(({ type }) => type === "contact_method.messages_directed")).toHaveLength(2)
  })

  test("go neither to an e-mail address nor to somebody else's number", async () => {
    const [{ id: clientId }, other] = [await addClient(centre), await addClient(centre)]
    await addContactMethod(admin, { clientId, kind: "email", value: "mother@example.org" })
    await addContactMethod(admin, { clientId: other.id, kind: "phone", value: "661 555 0173" })
    for (const of of [clientId, other.id]) {
      const [contact] = await listContactMethods(admin, { clientId: of })
      const directed = directMessages(admin, { clientId, id: String(contact?.id), here: true })
      await expect(directed).rejects.toMatchObject({ kind: "not_found" })
    }
  })
})
