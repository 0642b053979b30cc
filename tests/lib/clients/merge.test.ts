import fc from "fast-check"
import { beforeEach, expect, test } from "vitest"
import { clientOfCard } from "../../../lib/cards/records"
import { revokeCard } from "../../../lib/cards/replace"
import { checkIn } from "../../../lib/check-ins/check-in"
import { listConsents } from "../../../lib/clients/consents"
import { listContactMethods } from "../../../lib/clients/contact-methods"
import { deleteClient, restoreClient } from "../../../lib/clients/delete"
import { getClient } from "../../../lib/clients/get"
import { clientHistory } from "../../../lib/clients/history"
import { mergeClients, mergePreview } from "../../../lib/clients/merge"
import { movedTables, unmovedTables } from "../../../lib/clients/merge-rows"
import { mergeChoices } from "../../../lib/clients/merged-fields"
import { forgetMerges, listMerges, undoMerge } from "../../../lib/clients/undo-merge"
import { updateClient } from "../../../lib/clients/update"
import { eraseClient } from "../../../lib/erasure/erase"
import { enroll } from "../../../lib/memberships/enroll"
import { renew } from "../../../lib/memberships/renew"
import { receiveEvent } from "../../../lib/webhooks/receive"
import { addClient, day, inMinutes, now, openCentre, today } from "../../support/cast"
import { often } from "../../support/often"
import { wordsFoundIn } from "../database"
import { importsOf } from "../imports/files"

const centre = openCentre()
const { sql } = centre
const admin = centre.admin()
const { bringIn } = importsOf(centre)

beforeEach(async () => void (await sql`truncate clients, events, imports cascade`))

/** Merges the other client into the first, as an admin who looked at both does. */
async function merge(id: string, otherId: string, take: (typeof mergeChoices)[number][] = []) {
  const { client, other } = await mergePreview(admin, { id, otherId })
  return mergeClients(admin, { id, otherId, take, version: client.version, otherVersion: other.version })
}

test("every table that belongs to clients is one whose rows go over, or is known to stay", async () => {
  const rows = await sql`select distinct conrelid::regclass::text as name from pg_constraint
    where contype = 'f' and confrelid = 'clients'::regclass and conrelid <> confrelid`
  const known = [...movedTables.map(({ table }) => table), ...unmovedTables]
  expect(rows.map(({ name }) => name).toSorted()).toEqual(known.toSorted())
})

const said = (...values: string[]) => fc.option(fc.constantFrom(...values), { nil: null })
const few = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 3 })
const hours = fc.integer({ min: 1, max: 9 })

const person = fc.record({
  first_name: fc.constantFrom("Ana", "Anna"),
  last_name: fc.constantFrom("Reyes", "Ruiz"),
  email: said("ana@example.org", "anna@example.org"),
  phone: said("+16615550101", "+16615550102"),
  date_of_birth: said("1990-01-03", "1991-01-03"),
  parent_guardian_name: said("Rosa Reyes"),
  service_coordinator: said("Harpreet Saini", "Amara Obi"),
  language: said("en", "es"),
  notes: said("Likes racing games", "Quiet seat"),
  external_ids: fc.constantFrom({}, { zapier: ["z-1"] }, { zapier: ["z-2"], stripe: ["cus_1"] }),
})
const belongings = fc.record({
  visits: few(hours),
  memberships: few(hours),
  notes: few(fc.constantFrom("Came with her brother", "Asked for the schedule")),
  contacts: fc.uniqueArray(fc.constantFrom("+16615550101", "+16615550103", "+16615550104"), { maxLength: 3 }),
  getsMessages: fc.boolean(),
  consents: fc.uniqueArray(fc.tuple(fc.constantFrom("sms", "photo"), hours, fc.boolean()), {
    selector: ([kind]) => kind,
  }),
  tags: fc.uniqueArray(fc.constantFrom("League", "Quiet")),
  card: fc.boolean(),
  messages: fc.uniqueArray(fc.constantFrom("2026-01", "2026-02")),
  followUps: fc.uniqueArray(fc.constantFrom("2026-01-31", "2026-02-28")),
  ggleap: fc.boolean(),
})

type Value<A> = A extends fc.Arbitrary<infer T> ? T : never

const at = (hour: number) => inMinutes(-60 * hour)

async function addWith(fields: Value<typeof person>, has: Value<typeof belongings>) {
  const { id } = await addClient(centre)
  await sql`update clients set ${sql(fields as never)} where id = ${id}`
  const insert = async (table: string, rows: Record<string, unknown>[]) =>
    rows.length > 0 &&
    (await sql`insert into ${sql(table)} ${sql(rows.map((row) => ({ client_id: id, ...row })))}`)
  const key = () => ({ id: crypto.randomUUID() })
  const [plan] = await sql`select id from plans limit 1`
  const [user] = await sql`select id from users limit 1`
  for (const name of ["League", "Quiet"])
    await sql`insert into tags (id, name, created_at) values (${crypto.randomUUID()}, ${name}, ${now}) on conflict do nothing`
  const tags = await sql`select id from tags where name in ${sql(["", ...has.tags])}`
  await insert(
    "check_ins",
    has.visits.map((hour) => ({
      ...key(),
      idempotency_key: crypto.randomUUID(),
      method: "staff",
      checked_in_at: at(hour),
    })),
  )
  await insert(
    "memberships",
    has.memberships.map((days) => ({
      ...key(),
      plan_id: plan?.id,
      starts_on: day(-days),
      ends_on: day(days),
      created_at: now,
      updated_at: now,
    })),
  )
  await insert(
    "client_notes",
    has.notes.map((body) => ({ ...key(), author_id: user?.id, body, created_at: now })),
  )
  await insert(
    "contact_methods",
    has.contacts.map((value, place) => ({
      ...key(),
      kind: "phone",
      value,
      gets_messages: has.getsMessages && place === 0,
      created_at: now,
    })),
  )
  await insert(
    "consents",
    has.consents.map(([kind, hour, open]) => ({
      ...key(),
      kind,
      granted_at: at(hour + 1),
      revoked_at: open ? null : at(hour),
    })),
  )
  await insert(
    "client_tags",
    tags.map(({ id: tag_id }) => ({ tag_id })),
  )
  await insert(
    "member_cards",
    has.card
      ? [
          {
            ...key(),
            token: crypto.randomUUID(),
            code: crypto.randomUUID(),
            created_at: now,
          },
        ]
      : [],
  )
  await insert(
    "messages",
    has.messages.map((about) => ({
      ...key(),
      occasion: "nudge",
      about,
      planned_at: now,
      good_until: now,
      state: "waiting",
    })),
  )
  await insert(
    "renewal_follow_ups",
    has.followUps.map((coverage_ends_on) => ({ coverage_ends_on, updated_at: now })),
  )
  await insert(
    "ggleap_links",
    has.ggleap
      ? [
          {
            ggleap_user_id: crypto.randomUUID(),
            ggleap_name: "Ana",
            linked_at: now,
          },
        ]
      : [],
  )
  return id
}

type Row = Record<string, unknown>

/** Every row that belongs to a client, by table, and their own, without what counts saves. */
async function everythingOf(id: string): Promise<Record<string, Row[]>> {
  const [own] =
    await sql`select to_jsonb(c) - '{version,updated_at}'::text[] as row from clients c where id = ${id}`
  const tables = [...movedTables.map(({ table }) => table), "client_coverage"]
  const found: Record<string, Row[]> = { clients: [own?.row] }
  for (const table of tables)
    found[table] = (
      await sql`select to_jsonb(t) - 'client_id' as row from ${sql(table)} t where client_id = ${id} order by t::text`
    ).map(({ row }) => row)
  return found
}

/** By what a row is the like of another, where the two of one client cannot both be. */
const likes: Record<string, (row: Row) => unknown> = {
  contact_methods: ({ kind, value }) => `${kind} ${value}`,
  client_tags: ({ tag_id }) => tag_id,
  consents: ({ kind, revoked_at }) => `${kind} ${revoked_at}`,
  member_cards: ({ revoked_at }) => revoked_at,
  messages: ({ occasion, about }) => `${occasion} ${about}`,
  renewal_follow_ups: ({ coverage_ends_on }) => coverage_ends_on,
  ggleap_links: () => "one",
}

test("a merge loses nothing of either, and undone it leaves both as they were", async () => {
  const take = fc.subarray([...mergeChoices])
  const wasDeleted = fc.boolean()
  await fc.assert(
    fc.asyncProperty(
      person,
      belongings,
      person,
      belongings,
      take,
      wasDeleted,
      async (a, hasA, b, hasB, chosen, gone) => {
        const [id, otherId] = [await addWith(a, hasA), await addWith(b, hasB)]
        if (gone) await deleteClient(admin, { id: otherId })
        const before = [await everythingOf(id), await everythingOf(otherId)] as const

        const { id: mergeId } = await merge(id, otherId, chosen)

        const [stays, hidden] = [await everythingOf(id), await everythingOf(otherId)]
        const [own = {}, others = {}, merged = {}] = [
          before[0].clients?.[0],
          before[1].clients?.[0],
          stays.clients?.[0],
        ] as (Row | undefined)[]
        for (const { table, key } of movedTables) {
          const keysOf = (rows: Row[] = []) => rows.map((row) => row[key])
          expect(keysOf(stays[table])).toEqual(expect.arrayContaining(keysOf(before[0][table])))
          for (const row of before[1][table] ?? []) {
            const like = likes[table]
            const isThere = keysOf(stays[table]).includes(row[key])
            const isAlike = like && (stays[table] ?? []).some((one) => like(one) === like(row))
            expect(isThere || isAlike, `${table} of the other`).toBe(true)
          }
        }
        const contacts = [
          merged.phone,
          merged.email,
          ...(stays.contact_methods ?? []).map(({ value }) => value),
        ]
        for (const field of ["phone", "email"])
          for (const value of [own[field], others[field]]) if (value) expect(contacts).toContain(value)
        for (const notes of [own.notes, others.notes]) if (notes) expect(merged.notes).toContain(notes)
        for (const field of ["first_name", "date_of_birth", "service_coordinator", "language"])
          if (own[field] ?? others[field]) expect([own[field], others[field]]).toContain(merged[field])
        for (const ids of [own, others].map((one) => one.external_ids as Record<string, string[]>))
          for (const [sender, all] of Object.entries(ids))
            expect((merged.external_ids as typeof ids)[sender]).toEqual(expect.arrayContaining(all))
        expect(
          (stays.contact_methods ?? []).filter(({ gets_messages }) => gets_messages).length,
        ).toBeLessThan(2)
        expect(hidden.clients?.[0]).toMatchObject({ merged_into: id, first_name: others.first_name })

        await undoMerge(admin, { id: mergeId })
        expect([await everythingOf(id), await everythingOf(otherId)]).toEqual(before)
      },
    ),
    { numRuns: often(25, 400) },
  )
}, 300_000)

async function twoAnas(uciNumber = "7000001") {
  const ana = { firstName: "Ana", lastName: "Reyes", dateOfBirth: "1990-01-03" }
  const [one, two] = [
    await addClient(centre, { ...ana, phone: "+16615550111" }),
    await addClient(centre, { ...ana, lastName: "Reyes Ruiz", uciNumber, phone: "+16615550112" }),
  ]
  return { id: one.id, otherId: two.id }
}

test("a card, an id of another program, a late visit and a link of the one who was merged lead to the one who stays", async () => {
  const { id, otherId } = await twoAnas()
  for (const [owner, token] of [
    [id, "card-1"],
    [otherId, "card-2"],
  ])
    await sql`insert into member_cards (id, client_id, token, code, created_at)
      values (${crypto.randomUUID()}, ${owner as string}, ${token as string}, ${token as string}, ${now})`
  await sql`update clients set external_ids = '{"stripe": ["cus_77"]}' where id = ${otherId}`
  await merge(id, otherId)

  expect(await clientOfCard(centre.db, "token", "card-2")).toBe(id)
  await expect(getClient(admin, { id: otherId })).rejects.toMatchObject({
    kind: "not_found",
    details: { mergedInto: id },
  })
  const { visit } = await checkIn(admin, { clientId: otherId, idempotencyKey: "late" })
  expect(visit.clientId).toBe(id)
  const client = {
    source: "Stripe",
    external_id: "cus_77",
    first_name: "Ana",
    last_name: "Reyes",
    language: "",
  }
  await receiveEvent(centre.zapier(), {
    id: "evt_merged",
    event: "client.upserted",
    timestamp: now.toISOString(),
    data: { client },
  })
  expect(await sql`select client_id from inbound_events where external_id = 'evt_merged'`).toEqual([
    { client_id: id },
  ])
  await revokeCard(admin, { clientId: id })
  expect(await clientOfCard(centre.db, "token", "card-2")).toBeUndefined()
})

test("a file with the record that was merged changes the one who stays", async () => {
  const { id, otherId } = await twoAnas()
  await merge(id, otherId)
  const before = await sql`select count(*)::int as n from clients`
  await bringIn("first_name,last_name,uci_number,language\nAna,Reyes Ruiz,7000001,Spanish")
  await bringIn(`client_id,first_name,last_name,parent_guardian_name\n${otherId},Ana,Reyes,Rosa Reyes`)
  expect(await getClient(admin, { id })).toMatchObject({
    language: "Spanish",
    parentGuardianName: "Rosa Reyes",
  })
  expect(await sql`select count(*)::int as n from clients`).toEqual(before)
})

test("what was changed since stays when a merge is undone, and what came since stays with who stayed", async () => {
  const { id, otherId } = await twoAnas()
  const term = await enroll(admin, {
    clientId: otherId,
    planCode: "day_pass",
    startsOn: today,
    endsOn: today,
  })
  const { id: mergeId } = await merge(id, otherId, ["phone"])
  expect(await listMerges(admin, { clientId: id })).toMatchObject([{ id: mergeId, lastName: "Reyes Ruiz" }])
  await updateClient(admin, { id, changes: { phone: "+16615550199" } })
  await checkIn(admin, { clientId: id, idempotencyKey: "since" })
  const { membership: next } = await renew(admin, { membershipId: term.id })
  await undoMerge(admin, { id: mergeId })
  expect(await getClient(admin, { id })).toMatchObject({ phone: "+16615550199", uciNumber: null })
  expect(await getClient(admin, { id: otherId })).toMatchObject({
    phone: "+16615550112",
    uciNumber: "7000001",
  })
  expect(await sql`select client_id from check_ins where idempotency_key = 'since'`).toEqual([
    { client_id: id },
  ])
  // A renewal goes with what it renews.
  expect(await sql`select client_id from memberships where id = ${next.id}`).toEqual([{ client_id: otherId }])
  await expect(undoMerge(admin, { id: mergeId })).rejects.toMatchObject({ kind: "not_found" })
})

test("a withdrawn consent stays withdrawn, whichever record it stood on", async () => {
  const { id, otherId } = await twoAnas()
  await sql`insert into consents (id, client_id, kind, granted_at, revoked_at) values
    (gen_random_uuid(), ${id}, 'sms', ${at(9)}, null), (gen_random_uuid(), ${otherId}, 'sms', ${at(8)}, ${at(2)}),
    (gen_random_uuid(), ${id}, 'photo', ${at(5)}, ${at(4)}), (gen_random_uuid(), ${otherId}, 'photo', ${at(3)}, null)`
  await merge(id, otherId)
  const open = (await listConsents(admin, { clientId: id })).filter(({ revokedAt }) => !revokedAt)
  expect(open.map(({ kind }) => kind)).toEqual(["photo"])
})

test("the history of both stands on both, and a third merge takes the first along", async () => {
  const { id, otherId } = await twoAnas()
  const third = await addClient(centre, { firstName: "Ana", lastName: "R" })
  const first = await merge(id, otherId)
  const second = await merge(third.id, id)
  const { rows } = await clientHistory(admin, { clientId: third.id, limit: 50 })
  expect(
    rows.map(({ type, clientId }) => `${type} ${[third.id, id, otherId].indexOf(clientId ?? "")}`),
  ).toEqual(
    expect.arrayContaining([
      "client.created 2",
      "client.created 1",
      "client.merged 0",
      "client.merged_away 2",
    ]),
  )
  await expect(getClient(admin, { id: otherId })).rejects.toMatchObject({ details: { mergedInto: third.id } })
  await expect(undoMerge(admin, { id: first.id })).rejects.toMatchObject({ kind: "conflict" })
  await undoMerge(admin, { id: second.id })
  await expect(getClient(admin, { id: otherId })).rejects.toMatchObject({ details: { mergedInto: id } })
  await undoMerge(admin, { id: first.id })
  expect(await getClient(admin, { id: otherId })).toMatchObject({ lastName: "Reyes Ruiz" })
})

test("who was merged is not restored or erased by itself, and erasing who stays erases both", async () => {
  const { id, otherId } = await twoAnas()
  await updateClient(admin, { id: otherId, changes: { parentGuardianName: "Wilhelmine" } })
  const { id: mergeId } = await merge(id, otherId)
  await expect(restoreClient(admin, { id: otherId })).rejects.toMatchObject({ kind: "not_found" })
  await expect(eraseClient(admin, { id: otherId })).rejects.toMatchObject({ kind: "not_found" })
  await eraseClient(admin, { id })
  expect(await wordsFoundIn(sql, ["Wilhelmine"])).toEqual([])
  await expect(undoMerge(admin, { id: mergeId })).rejects.toMatchObject({ kind: "conflict" })
})

test("a merge can be undone for 30 days, and then nothing is kept of it", async () => {
  const { id, otherId } = await twoAnas()
  const { id: mergeId } = await merge(id, otherId)
  const later = centre.admin({ now: inMinutes(31 * 24 * 60) })
  await expect(undoMerge(later, { id: mergeId })).rejects.toMatchObject({ kind: "conflict" })
  expect(await forgetMerges(centre.system({ now: inMinutes(31 * 24 * 60) }), {})).toEqual({ merges: 1 })
  expect(await sql`select trace from client_merges where id = ${mergeId}`).toEqual([{ trace: null }])
})

test("two admins who merge the same two make one merge, and who saved meanwhile is not overwritten", async () => {
  const { id, otherId } = await twoAnas()
  const ways = await Promise.allSettled([merge(id, otherId), merge(otherId, id), merge(id, otherId)])
  expect(ways.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
  const again = await twoAnas("7000002")
  const { client, other } = await mergePreview(admin, again)
  await updateClient(admin, { id: again.otherId, changes: { notes: "Allergic to nuts" } })
  const stale = { ...again, version: client.version, otherVersion: other.version }
  await expect(mergeClients(admin, stale)).rejects.toMatchObject({ kind: "stale" })
  await expect(merge(id, id)).rejects.toMatchObject({ kind: "invalid" })
})

test("the numbers of both stay, and messages go to one", async () => {
  const { id, otherId } = await twoAnas()
  await merge(id, otherId)
  expect(await getClient(admin, { id })).toMatchObject({ phone: "+16615550111", uciNumber: "7000001" })
  expect(await listContactMethods(admin, { clientId: id })).toMatchObject([
    { kind: "phone", value: "+16615550112" },
  ])
})
