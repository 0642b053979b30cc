import { beforeAll, describe, expect, test } from "vitest"
import { grantConsent, listConsents } from "../../../lib/clients/consents"
import { deleteClient } from "../../../lib/clients/delete"
import { listMemberships } from "../../../lib/memberships/list"
import { getInbound, listInbound } from "../../../lib/webhooks/list-inbound"
import { receiveEvent } from "../../../lib/webhooks/receive"
import { dismissInbound, settleInbound } from "../../../lib/webhooks/settle"
import { addCast, addClient, day, inMinutes, now, openCentre, today } from "../../support/cast"

const centre = openCentre()
const { sql } = centre
let cast: Awaited<ReturnType<typeof addCast>>
let number = 0

beforeAll(async () => {
  cast = await addCast(centre)
})

type Data = { client?: object; membership?: object }
const eventOf = (event: string, data: Data, id = `evt_${++number}`) => ({
  id,
  event: event as "client.upserted",
  timestamp: now.toISOString(),
  data: data as Record<string, unknown>,
})
const send = (event: string, data: Data, id?: string) =>
  receiveEvent(centre.zapier(), eventOf(event, data, id))
/** Sends it and tells what became of it. */
const become = async (event: string, data: Data) => {
  const id = `evt_${++number}`
  expect(await send(event, data, id)).toEqual({ status: "processed" })
  const [row] = await sql`select * from inbound_events where external_id = ${id}`
  return row as Record<string, unknown> & { id: string; client_id: string; membership_id: string }
}
const clientOf = async (id: string) => (await sql`select * from clients where id = ${id}`)[0]
const termsOf = async (clientId: string) =>
  (await listMemberships(centre.admin(), { clientId })).map(({ plan, startsOn, endsOn }) => [
    plan.code,
    startsOn,
    endsOn,
  ])
const ivy = { first_name: "Ivy", last_name: "Park", email: "ivy@example.org", phone: "(661) 555-0180" }
const year = { plan_code: "unlimited", starts_on: today, ends_on: day(364) }

describe("client.upserted", () => {
  test("changes no spelling that people chose: case, accents, apostrophes, leading zeros", async () => {
    const { id } = await addClient(centre, { firstName: "Đặng", lastName: "O’Neil", uciNumber: "0045678" })
    const client = { first_name: "dang", last_name: "ONEIL", uci_number: "45678", phone: "(661) 555-0181" }
    expect(await become("client.upserted", { client })).toMatchObject({
      client_id: id,
      did: ["client_updated"],
    })
    expect(await clientOf(id)).toMatchObject({
      first_name: "Đặng",
      last_name: "O’Neil",
      uci_number: "0045678",
      phone: "+16615550181",
    })
  })

  test("adds somebody new, and changes them when they come again", async () => {
    const made = await become("client.upserted", { client: { ...ivy, external_id: "zap-1" } })
    expect(made).toMatchObject({ state: "processed", did: ["client_created"] })
    expect(await clientOf(made.client_id)).toMatchObject({
      first_name: "Ivy",
      phone: "+16615550180",
      external_ids: { zapier: ["zap-1"] },
    })
    const again = await become("client.upserted", {
      client: { external_id: "zap-1", email: "ivy.p@example.org" },
    })
    expect(again).toMatchObject({ client_id: made.client_id, did: ["client_updated"] })
    expect(await clientOf(made.client_id)).toMatchObject({
      email: "ivy.p@example.org",
      phone: "+16615550180",
    })
    const same = await become("client.upserted", {
      client: { external_id: "zap-1", email: "ivy.p@example.org" },
    })
    expect(same).toMatchObject({ did: ["nothing"] })
  })

  test("never clears a field by leaving it blank", async () => {
    const { client_id } = await become("client.upserted", {
      client: { ...ivy, external_id: "zap-1", phone: "", email: " " },
    })
    expect(await clientOf(client_id)).toMatchObject({ phone: "+16615550180" })
  })

  test("finds by UCI, as a number too, and by name with phone or e-mail, as the importer does", async () => {
    const { id } = await addClient(centre, {
      firstName: "Uma",
      lastName: "Rao",
      uciNumber: "7000001",
      phone: "661 555 0181",
    })
    for (const client of [
      { uci_number: 7000001, first_name: "Uma", last_name: "Rao-Singh" },
      { first_name: "uma", last_name: "RAO-Singh", phone: "+1 661 555 0181" },
    ])
      expect(await become("client.upserted", { client })).toMatchObject({ client_id: id })
  })
})

describe("membership.created", () => {
  test("adds the person and the membership", async () => {
    const made = await become("membership.created", {
      client: { first_name: "Gus", last_name: "Lind" },
      membership: year,
    })
    expect(made).toMatchObject({ did: ["client_created", "membership_created"] })
    expect(await termsOf(made.client_id)).toEqual([["unlimited", today, day(364)]])
  })

  test("for somebody who is known adds the membership once, whatever event says so", async () => {
    const client = { first_name: "Maria", last_name: "Lopez", phone: "661-555-0111" }
    const membership = { ...year, plan_code: "10_hours", external_id: "sub_1" }
    const made = await become("membership.created", { client, membership })
    expect(made).toMatchObject({ client_id: cast.maria.id, did: ["membership_created"] })
    for (const repeat of [membership, { ...membership, external_id: undefined }])
      expect(await become("membership.created", { client, membership: repeat })).toMatchObject({
        did: ["nothing"],
        membership_id: made.membership_id,
      })
  })

  test("without a last day lasts as long as its plan", async () => {
    const client = { first_name: "Ned", last_name: "Oz" }
    const membership = { plan_code: "day_pass", starts_on: today, ends_on: "" }
    const { client_id } = await become("membership.created", { client, membership })
    expect(await termsOf(client_id)).toEqual([["day_pass", today, today]])
  })
})

describe("membership.renewed", () => {
  test("continues the latest membership of the plan, once", async () => {
    const client = { first_name: "Theo", last_name: "Nguyen", external_id: "zap-theo" }
    await sql`update clients set external_ids = '{"zapier": ["zap-theo"]}' where id = ${cast.theo.id}`
    const membership = { plan_code: "unlimited", starts_on: day(13), ends_on: day(377), external_id: "sub_2" }
    const renewed = await become("membership.renewed", { client, membership })
    expect(renewed).toMatchObject({ client_id: cast.theo.id, did: ["membership_renewed"] })
    expect(await become("membership.renewed", { client, membership })).toMatchObject({ did: ["nothing"] })
    expect(await termsOf(cast.theo.id)).toHaveLength(2)
    const [row] = await sql`select renewal_of from memberships where id = ${renewed.membership_id}`
    expect(row?.renewal_of).not.toBeNull()
  })

  test("with nothing to continue gives the membership", async () => {
    const { id } = await addClient(centre, { firstName: "Zoe", lastName: "Alba", email: "zoe@example.org" })
    const client = { first_name: "Zoe", last_name: "Alba", email: "zoe@example.org" }
    expect(await become("membership.renewed", { client, membership: year })).toMatchObject({
      client_id: id,
      did: ["membership_created"],
    })
  })
})

describe("a subscription has one id for all its months", () => {
  const month = (from: number, to: number) => ({
    plan_code: "unlimited",
    starts_on: day(from),
    ends_on: day(to),
  })
  const payer = async (name: string) => {
    const { id } = await addClient(centre, { firstName: name, lastName: "Payer" })
    const client = { first_name: name, last_name: "Payer", external_id: `cus_${name}` }
    await sql`update clients set external_ids = ${sql.json({ zapier: [client.external_id] })} where id = ${id}`
    const pay = (event: string, membership: object) =>
      become(event, { client, membership: { external_id: `sub_${name}`, ...membership } })
    return { id, pay }
  }

  test.each(["membership.renewed", "membership.created"])(
    "each %s with later days is the next term",
    async (event) => {
      const { id, pay } = await payer(event === "membership.renewed" ? "Ruth" : "Carl")
      expect(await pay(event, month(0, 29))).toMatchObject({ did: ["membership_created"] })
      expect(await pay(event, month(30, 59))).toMatchObject({ did: ["membership_renewed"] })
      expect(await pay(event, month(30, 59))).toMatchObject({ did: ["nothing"] })
      expect(await pay(event, month(0, 29))).toMatchObject({ did: ["nothing"] })
      const last = await pay(event, month(60, 89))
      expect((await termsOf(id)).toSorted()).toEqual([
        ["unlimited", day(0), day(29)],
        ["unlimited", day(30), day(59)],
        ["unlimited", day(60), day(89)],
      ])
      // Whoever names the subscription means its latest term.
      expect(await pay("membership.cancelled", {})).toMatchObject({ membership_id: last.membership_id })
    },
  )

  test("and who pays early, or tells no first day, loses no day", async () => {
    const { id, pay } = await payer("Earl")
    await pay("membership.created", month(-20, 9))
    await pay("membership.renewed", month(0, 29))
    await pay("membership.renewed", { plan_code: "unlimited" })
    // Sent once more under another id, it is no other term; paid once more within it, it is the next.
    expect(await pay("membership.renewed", month(0, 29))).toMatchObject({ did: ["nothing"] })
    expect(await pay("membership.renewed", month(5, 34))).toMatchObject({ did: ["membership_renewed"] })
    const terms = (await termsOf(id)).toSorted()
    expect(terms[1]).toEqual(["unlimited", day(10), day(39)])
    expect(terms[2]?.[1]).toBe(day(40))
    expect(terms).toHaveLength(4)
    expect(await pay("membership.created", { plan_code: "unlimited" })).toMatchObject({ state: "attention" })
  })
})

test.each([
  ["2026-03-20T00:00:00Z", "2026-03-20"],
  ["2026-03-20T00:00:00.000+0000", "2026-03-20"],
  ["2026-03-20T03:30:00Z", "2026-03-19"],
  ["2026-03-20T23:30:00-07:00", "2026-03-20"],
  ["2026-03-20 09:00", "2026-03-20"],
])(
  "a day that is told as a moment, %s, is the centre's, and a plan may be told by its name",
  async (told, day) => {
    const client = { first_name: "Moment", last_name: told, email: `${told.replace(/\W/g, "")}@example.org` }
    const { client_id, did } = await become("membership.created", {
      client,
      membership: { plan_code: " day PASS", starts_on: told, ends_on: told },
    })
    expect(did).toContain("membership_created")
    expect(await termsOf(client_id)).toEqual([["day_pass", day, day]])
  },
)

test("another event under the id of one that came waits for somebody, once", async () => {
  const client = { first_name: "Same", last_name: "Id", email: "same@example.org" }
  expect(await send("client.upserted", { client }, "evt_same")).toEqual({ status: "processed" })
  const reordered = { email: "same@example.org", last_name: "Id", first_name: "Same" }
  expect(await send("client.upserted", { client: reordered }, "evt_same")).toEqual({ status: "duplicate" })
  const other = { client: { ...client, first_name: "Other" } }
  expect(await send("client.upserted", other, "evt_same")).toEqual({ status: "processed" })
  expect(await send("client.upserted", other, "evt_same")).toEqual({ status: "duplicate" })
  const rows =
    await sql`select state, problem from inbound_events where external_id like 'evt_same%' order by received_at, id`
  expect(rows.map(({ state }) => state)).toEqual(["processed", "attention"])
  expect(rows[1]?.problem).toMatch(/Another event came with the same id/)
})

test("membership.cancelled cancels from the day on which it was said, once", async () => {
  const client = { first_name: "Sofia", last_name: "Garcia", phone: "6615550199" }
  const cancelled = await become("membership.cancelled", { client, membership: { plan_code: "unlimited" } })
  expect(cancelled).toMatchObject({ client_id: cast.sofia.id, did: ["membership_cancelled"] })
  const [row] = await sql`select cancelled_from::text from memberships where id = ${cancelled.membership_id}`
  expect(row?.cancelled_from).toBe(today)
  const again = await become("membership.cancelled", { client, membership: { plan_code: "unlimited" } })
  expect(again).toMatchObject({ state: "attention", problem: "This client has no such membership." })
})

test("consent.revoked ends the consent of everybody behind the phone", async () => {
  for (const clientId of [cast.sofia.id, cast.mateo.id])
    await grantConsent(centre.admin(), { clientId, kind: "sms" })
  const done = await become("consent.revoked", { client: { phone: "+16615550199" } })
  expect(done).toMatchObject({ state: "processed", did: ["consent_revoked"] })
  for (const clientId of [cast.sofia.id, cast.mateo.id])
    expect(await listConsents(centre.admin(), { clientId })).toMatchObject([{ revokedAt: now }])
})

describe("what somebody has to decide waits", () => {
  const known = { first_name: "Ben", last_name: "Carter", external_id: "zap-ben" }
  const waits = async (event: string, data: Data, problem: RegExp, fields?: string[]) => {
    const before = [
      await sql`select count(*)::int from clients`,
      await sql`select count(*)::int from memberships`,
    ]
    const row = await become(event, data)
    expect(row).toMatchObject({ state: "attention", client_id: null, did: [] })
    expect(row.problem).toMatch(problem)
    if (fields) expect((row.field_problems as { field: string }[]).map(({ field }) => field)).toEqual(fields)
    expect([
      await sql`select count(*)::int from clients`,
      await sql`select count(*)::int from memberships`,
    ]).toEqual(before)
    return row
  }

  beforeAll(async () => {
    await sql`update clients set external_ids = '{"zapier": ["zap-ben"]}' where id = ${cast.ben.id}`
  })

  test("an unknown plan", async () => {
    const membership = { ...year, plan_code: "gold" }
    await waits("membership.created", { client: known, membership }, /no such plan/, ["planCode"])
    await waits(
      "membership.created",
      { client: { first_name: "A", last_name: "B" }, membership },
      /no such plan/,
    )
  })

  test("impossible dates", async () => {
    const wrong = { ...year, starts_on: "2026-02-30" }
    await waits("membership.created", { client: known, membership: wrong }, /^First day: Enter a date/, [
      "membership.starts_on",
    ])
    const backwards = { ...year, ends_on: day(-1) }
    await waits("membership.created", { client: known, membership: backwards }, /must not lie before/)
    await waits("membership.created", { client: known }, /The plan is missing/)
  })

  test("several clients that fit, or an id and a UCI number of two", async () => {
    for (const _ of [1, 2])
      await addClient(centre, { firstName: "Sam", lastName: "Two", email: "two@example.org" })
    const client = { first_name: "Sam", last_name: "Two", email: "two@example.org" }
    await waits("client.upserted", { client }, /2 clients fit/)
    await addClient(centre, { firstName: "Una", lastName: "Three", uciNumber: "7000003" })
    const other = { ...known, uci_number: "7000003" }
    await waits(
      "client.upserted",
      { client: other },
      /UCI number is that of a client of whom the name differs/,
    )
  })

  test("nobody to find where nobody is made", async () => {
    await waits("membership.cancelled", { client: { first_name: "No", last_name: "Body" } }, /No client fits/)
    await waits(
      "membership.created",
      { client: { first_name: "Only" }, membership: year },
      /needs both names/,
    )
    await waits("consent.revoked", { client: { phone: "6615559999" } }, /No client fits/)
    const gone = await addClient(centre, { firstName: "Gone", lastName: "Away", email: "gone@example.org" })
    await deleteClient(centre.admin(), { id: gone.id })
    const client = { first_name: "Gone", last_name: "Away", email: "gone@example.org" }
    await waits("membership.cancelled", { client, membership: { plan_code: "unlimited" } }, /was deleted/)
  })

  test("values that no field takes", async () => {
    const client = { ...known, email: "not an address", phone: "12" }
    await waits("client.upserted", { client }, /e-mail/, ["client.email", "client.phone"])
    for (const data of [{ client: 7 }, { client: [] }, { client: { first_name: { a: 1 } } }] as object[])
      await waits("client.upserted", data as Data, /./)
  })

  test("until somebody corrects it, and then it is done by them", async () => {
    const { id } = await become("membership.created", {
      client: known,
      membership: { ...year, plan_code: "gold" },
    })
    expect(
      await settleInbound(centre.admin(), { id, data: { membership: { ...year, plan_code: "silver" } } }),
    ).toEqual({
      state: "attention",
    })
    const data = { membership: { ...year, plan_code: "student" } }
    expect(await settleInbound(centre.admin(), { id, data })).toEqual({ state: "processed" })
    expect(await getInbound(centre.admin(), { id })).toMatchObject({
      state: "processed",
      problem: null,
      did: ["membership_created"],
      clientId: cast.ben.id,
      settledByName: "Alex Admin",
    })
    await expect(settleInbound(centre.admin(), { id, data })).rejects.toMatchObject({ kind: "conflict" })
  })

  test("until somebody says whom it is about", async () => {
    const { id } = await become("membership.created", {
      client: { first_name: "Benny" },
      membership: { ...year, plan_code: "20_hours" },
    })
    expect(await settleInbound(centre.admin(), { id, clientId: cast.ben.id })).toEqual({ state: "processed" })
    expect(await termsOf(cast.ben.id)).toContainEqual(["20_hours", today, day(364)])
  })

  test("or puts it away for a reason", async () => {
    const { id } = await become("membership.cancelled", { client: { first_name: "No", last_name: "Body" } })
    await dismissInbound(centre.admin(), { id, reason: "A test of the form" })
    expect(await getInbound(centre.admin(), { id })).toMatchObject({
      state: "dismissed",
      problem: "A test of the form",
    })
    await expect(dismissInbound(centre.admin(), { id, reason: "Twice" })).rejects.toMatchObject({
      kind: "conflict",
    })
  })
})

describe("the same event", () => {
  test("again is a duplicate, and nothing is done twice", async () => {
    const event = { client: { first_name: "Kit", last_name: "Moss" }, membership: year }
    expect(await send("membership.created", event, "evt_again")).toEqual({ status: "processed" })
    expect(await send("membership.created", event, "evt_again")).toEqual({ status: "duplicate" })
  })

  test("200 times at once makes one membership", async () => {
    const event = {
      client: { first_name: "Max", last_name: "Mass" },
      membership: { ...year, external_id: "sub_200" },
    }
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => send("membership.created", event, "evt_200")),
    )
    expect(answers.filter(({ status }) => status === "processed")).toHaveLength(1)
    expect(await sql`select from memberships where external_id = 'sub_200'`).toHaveLength(1)
    expect(await sql`select from clients where first_name = 'Max' and last_name = 'Mass'`).toHaveLength(1)
  })

  test("under 50 ids at once, all about one new person, makes one person with one membership", async () => {
    const event = {
      client: { first_name: "Pat", last_name: "Lane", email: "pat@example.org" },
      membership: year,
    }
    await Promise.all(Array.from({ length: 50 }, () => send("membership.created", event)))
    const people = await sql`select id from clients where first_name = 'Pat' and last_name = 'Lane'`
    expect(people).toHaveLength(1)
    expect(await termsOf(people[0]?.id)).toHaveLength(1)
  })
})

test("an envelope that is wrong is refused and not kept", async () => {
  const good = eventOf("client.upserted", { client: ivy })
  const before = await sql`select count(*)::int from inbound_events`
  for (const wrong of [
    { ...good, id: "" },
    { ...good, event: "client.deleted" },
    { ...good, timestamp: "yesterday" },
    { ...good, data: "x" },
    {},
  ])
    await expect(receiveEvent(centre.zapier(), wrong as typeof good)).rejects.toMatchObject({
      kind: "invalid",
    })
  expect(await sql`select count(*)::int from inbound_events`).toEqual(before)
})

test("the list tells what each event did, and nothing of what it says", async () => {
  const list = await listInbound(centre.admin({ now: inMinutes(1) }), { limit: 100 })
  expect(list.rows.length).toBeGreaterThan(20)
  expect(JSON.stringify(list)).not.toMatch(/Ivy|6615550180|ivy@/)
  expect((await listInbound(centre.admin(), { state: "dismissed" })).rows).toHaveLength(1)
})
