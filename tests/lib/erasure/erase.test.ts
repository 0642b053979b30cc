import { expect, onTestFinished, test } from "vitest"
import { checkIn } from "../../../lib/check-ins/check-in"
import { listCheckIns } from "../../../lib/check-ins/list"
import { voidCheckIn } from "../../../lib/check-ins/void"
import { grantConsent } from "../../../lib/clients/consents"
import { addContactMethod } from "../../../lib/clients/contact-methods"
import { deleteClient } from "../../../lib/clients/delete"
import { addNote } from "../../../lib/clients/notes"
import { setTags } from "../../../lib/clients/tags"
import { updateClient } from "../../../lib/clients/update"
import { eraseClient } from "../../../lib/erasure/erase"
import { amendMembership } from "../../../lib/memberships/amend"
import { enroll } from "../../../lib/memberships/enroll"
import { followUp } from "../../../lib/memberships/follow-up"
import { stats } from "../../../lib/reports/stats"
import { deliverNext } from "../../../lib/webhooks/deliver"
import { dispatchOutbox } from "../../../lib/webhooks/dispatch"
import { receiveEvent } from "../../../lib/webhooks/receive"
import { addTarget } from "../../../lib/webhooks/targets"
import { addClient, day, inMinutes, now, openCentre, today } from "../../support/cast"
import { openReceiver } from "../../support/receiver"
import { wordsFoundIn } from "../database"
import { importsOf } from "../imports/files"
import { addEntry } from "../kiosk/entry"

const centre = openCentre()
const admin = centre.admin()

const secrets = [
  "Zebedee",
  "Quillfeather",
  "zq@example.org",
  "6615550147",
  "1987-06-05",
  "Guardiana",
  "9876543",
  "Coordinata",
  "Klingon",
  "secretnote",
  "staffnote",
  "visitnote",
  "voidreason",
  "6615550148",
  "Aunt Zelda",
  "consentgiver",
  "formername",
  "renewalnote",
  "cancelreason",
  "importednote",
]

async function addZebedee() {
  const { id } = await addClient(centre, {
    firstName: "Zebedee",
    lastName: "Formername",
    email: "zq@example.org",
    phone: "+16615550147",
    dateOfBirth: "1987-06-05",
    parentGuardianName: "Guardiana",
    uciNumber: "9876543",
    serviceCoordinator: "Coordinata",
    language: "Klingon",
    notes: "secretnote",
  })
  await updateClient(admin, { id, changes: { lastName: "Quillfeather" } })
  await addNote(admin, { clientId: id, body: "staffnote about Zebedee" })
  await addContactMethod(admin, { clientId: id, kind: "phone", value: "(661) 555-0148", label: "Aunt Zelda" })
  await grantConsent(admin, { clientId: id, kind: "sms", givenBy: "consentgiver" })
  await setTags(admin, { id, tags: ["League"] })
  await enroll(admin, { clientId: id, planCode: "student", startsOn: day(-9), endsOn: day(9) })
  const { id: other } = await enroll(admin, {
    clientId: id,
    planCode: "day_pass",
    startsOn: today,
    endsOn: today,
  })
  await amendMembership(admin, {
    id: other,
    changes: { cancelledFrom: today },
    reason: "cancelreason: Zebedee",
  })
  await importsOf(centre).bringIn(
    "first_name,last_name,uci_number,notes\nZebedee,Quillfeather,9876543,importednote",
  )
  const ending = { clientId: id, coverageEndsOn: day(9) }
  await followUp(admin, { ...ending, contactedOn: today, promised: true, note: "renewalnote: Zebedee" })
  const first = await checkIn(admin, { clientId: id, idempotencyKey: "erase-1", notes: "visitnote" })
  const later = centre.admin({ now: inMinutes(60) })
  await voidCheckIn(later, { id: first.visit.id, reason: "voidreason: was not Zebedee" })
  await checkIn(later, { clientId: id, idempotencyKey: "erase-2", notes: "visitnote" })
  return id
}

test("nothing in the database tells who an erased client was, and their visits still count", async () => {
  const id = await addZebedee()
  expect(await wordsFoundIn(centre.sql, secrets)).toEqual(secrets)
  const before = await stats(admin, {})

  await eraseClient(centre.admin({ now: inMinutes(90) }), { id })

  expect(await wordsFoundIn(centre.sql, secrets)).toEqual([])
  expect(await centre.sql`select from import_chunks`).toHaveLength(0)
  const { rows } = await listCheckIns(admin, {})
  expect(rows.map(({ firstName, lastName, removal }) => [firstName, lastName, removal])).toEqual([
    ["Deleted", "client", null],
    ["Deleted", "client", "voided"],
  ])
  expect(await stats(admin, {})).toMatchObject({ checkedInToday: before.checkedInToday })
})

test("what other programs were told of an erased client, and what they answered, is gone, and nothing more is sent", async () => {
  const receiver = await openReceiver((response, { body }) => response.end(body))
  onTestFinished(receiver.close)
  await addTarget(admin, { name: "Zap", url: receiver.url, types: ["client.created"] })
  const work = async () => {
    await dispatchOutbox(centre.system(), {})
    while (await deliverNext(centre.system(), { privateTargets: true }));
  }
  const sent = await addClient(centre, { firstName: "Wilhelmine" })
  await work()
  const waiting = await addClient(centre, { firstName: "Wilhelmine" })
  await dispatchOutbox(centre.system(), {})
  const told = await receiveEvent(centre.zapier(), {
    id: "evt_erase",
    event: "client.upserted",
    timestamp: now.toISOString(),
    data: { client: { first_name: "Wilhelmine", last_name: "Inbound" } },
  })
  expect(told).toEqual({ status: "processed" })
  const [inbound] = await centre.sql`select client_id from inbound_events`
  for (const id of [sent.id, waiting.id, inbound?.client_id]) await eraseClient(admin, { id })
  expect(await wordsFoundIn(centre.sql, ["Wilhelmine"])).toEqual([])
  await work()
  expect(receiver.arrived.filter(({ body }) => body.includes("Wilhelmine"))).toHaveLength(1)
})

test("a deleted client can still be erased", async () => {
  const { id } = await addClient(centre, { firstName: "Hortensia" })
  await deleteClient(admin, { id })
  await eraseClient(admin, { id })
  expect(await wordsFoundIn(centre.sql, ["Hortensia"])).toEqual([])
})

test("a note that is being written while its client is erased is erased too", async () => {
  const { id } = await addClient(centre)
  let erasing: Promise<unknown> = Promise.resolve()
  await centre.db.transaction(async (tx) => {
    await addNote(centre.admin({ db: tx }), { clientId: id, body: "belatedwords" })
    erasing = eraseClient(admin, { id })
    // Time for the erasure to get as far as it can without the note.
    await new Promise((resolve) => setTimeout(resolve, 300))
  })
  await erasing
  expect(await wordsFoundIn(centre.sql, ["belatedwords"])).toEqual([])
})

test("what still waits about an erased client is put away: events, entries of a tablet, rows that were wrong", async () => {
  const fields = { firstName: "Perpetua", lastName: "Waitwell", phone: "+16615550171", uciNumber: "8123456" }
  const { id } = await addClient(centre, { ...fields, dateOfBirth: "1988-02-03" })
  const brother = await addClient(centre, { firstName: "Florian", phone: "+16615550172" })
  await addContactMethod(admin, { clientId: id, kind: "phone", value: "+16615550172" })
  const event = (key: string, client: object) =>
    receiveEvent(centre.zapier(), {
      id: key,
      event: "membership.created",
      timestamp: now.toISOString(),
      data: { client, membership: { plan_code: "nonsense", starts_on: today } },
    })
  await event("theirs-1", { first_name: "Perpetua", last_name: "Waitwell", phone: "(661) 555-0171" })
  await event("theirs-2", { first_name: "Somebody", last_name: "Typo", uci_number: "8123456" })
  await event("other", { first_name: "Florian", last_name: "Other", phone: "(661) 555-0172" })
  const entry = (value: string) => addEntry(centre, { way: "phone", value })
  const [theirs, shared] = [await entry("(661) 555-0171"), await entry("(661) 555-0172")]
  await importsOf(centre).bringIn(
    "first_name,last_name,phone,uci_number\nPerpetua,Wrongly,,8123456\nPerpetua,,6615550171,",
  )

  await eraseClient(centre.admin({ now: inMinutes(1) }), { id })

  const states =
    await centre.sql`select external_id, state from inbound_events where external_id in ('theirs-1', 'theirs-2', 'other') order by 1`
  expect(states.map(({ external_id, state }) => [external_id, state])).toEqual([
    ["other", "attention"],
    ["theirs-1", "dismissed"],
    ["theirs-2", "dismissed"],
  ])
  const open =
    await centre.sql`select id from kiosk_entries where settled_at is null and id in (${theirs.id}, ${shared.id})`
  expect(open).toEqual([{ id: shared.id }])
  expect(await wordsFoundIn(centre.sql, ["Waitwell", "8123456", "Wrongly"])).toEqual([])
  expect(await wordsFoundIn(centre.sql, ["Florian"])).toEqual(["Florian"])
  await eraseClient(admin, { id: brother.id })
})
