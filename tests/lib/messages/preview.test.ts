import { beforeEach, describe, expect, test } from "vitest"
import { listMessages } from "../../../lib/messages/list"
import { messageOccasions, previewMessages } from "../../../lib/messages/preview"
import { switchMessages } from "../../../lib/messages/switch"
import { changeSetting } from "../../../lib/settings/change"
import { day, inMinutes, now, openCentre } from "../../support/cast"
import { messagesOf } from "./people"

const centre = openCentre()
const admin = centre.admin()
const { person, member, plan, release, switchOn, switchOff, clear } = messagesOf(centre)

beforeEach(clear)

const preview = () => previewMessages(admin, { occasion: "expiry" })
const leftOut = (told: number, noConsent: number, noPhone: number) => [
  { because: "told", count: told },
  { because: "no_consent", count: noConsent },
  { because: "no_phone", count: noPhone },
]

test("the preview shows exactly what is sent, and counts who is left out and why", async () => {
  const ana = await person({ firstName: "Ana", lastName: "Abbott", language: "es" })
  const ben = await person({ firstName: "Ben", lastName: "Carter" })
  for (const { id } of [ana, ben, await person({ consent: false }), await person({ phone: null })])
    await member(id, day(-90), day(20))
  await changeSetting(admin, { name: "expiryText", value: { en: "Ends {ends_on}", es: "Hola {first_name}" } })
  const before = await preview()
  expect(before).toMatchObject({ count: 2, leftOut: leftOut(0, 1, 1) })
  expect(before.rows).toMatchObject([
    { clientId: ana.id, recipient: "client", language: "es", text: "Hola Ana" },
    { clientId: ben.id, recipient: "client", language: "en", text: "Ends 3/30/2026" },
  ])
  await switchOn("expiry")
  await plan("expiry")
  await release()
  const { rows } = await listMessages(admin, {})
  expect(rows.map(({ text }) => text).toSorted()).toEqual(before.rows.map(({ text }) => text).toSorted())
  expect(await preview()).toMatchObject({ count: 0, rows: [], leftOut: leftOut(2, 1, 1) })
})

describe("messages are switched on", () => {
  const expiry = { occasion: "expiry", on: true } as const

  test("only by somebody who has seen how many get them", async () => {
    await member((await person()).id, day(-90), day(20))
    await expect(switchMessages(admin, expiry)).rejects.toMatchObject({
      kind: "invalid",
      details: { fields: [{ field: "seen" }] },
    })
    await expect(switchMessages(admin, { ...expiry, seen: 0 })).rejects.toMatchObject({ kind: "stale" })
    await switchMessages(admin, { ...expiry, seen: 1 })
    const shown = await messageOccasions(admin, {})
    expect(shown.map(({ occasion, on }) => [occasion, on])).toEqual([
      ["welcome", false],
      ["expiry", true],
      ["nudge", false],
      ["meetup", false],
    ])
    expect(shown.map(({ nextRunAt }) => nextRunAt?.toISOString())).toEqual([
      undefined,
      "2026-03-11T16:00:00.000Z",
      "2026-03-15T17:00:00.000Z",
      "2026-04-14T17:00:00.000Z",
    ])
  })

  test("each by itself, also by two at once, and once however often", async () => {
    await Promise.all([switchOn("nudge"), switchOn("meetup"), switchOn("nudge")])
    await switchOff("meetup")
    const on = (await messageOccasions(admin, {})).filter((one) => one.on)
    expect(on.map(({ occasion }) => occasion)).toEqual(["nudge"])
    const told = await centre.sql`select data from events where type = 'messages.switched'`
    expect(told).toHaveLength(3)
  })
})

test("the list of messages is read page by page, by client, occasion and state", async () => {
  await switchOn("meetup")
  await switchOn("expiry")
  const { id } = await person({ firstName: "Ana" })
  for (const one of [id, (await person()).id, (await person()).id]) await member(one, day(-90), day(20))
  await plan("meetup")
  await plan("expiry", inMinutes(1))
  await centre.sql`update clients set phone = null where id = ${id}`
  await release(now)
  const first = await listMessages(admin, { limit: 4 })
  const second = await listMessages(admin, { limit: 4, cursor: String(first.nextCursor) })
  expect(second.nextCursor).toBeNull()
  expect(new Set([...first.rows, ...second.rows].map((row) => row.id)).size).toBe(6)
  const kinds = [{ clientId: id }, { occasion: "meetup" }, { state: "dropped" }] as const
  const counts = await Promise.all(kinds.map(async (kind) => (await listMessages(admin, kind)).rows.length))
  expect(counts).toEqual([2, 3, 2])
})
