import { desc, eq } from "drizzle-orm"
import fc from "fast-check"
import { beforeEach, describe, expect, test } from "vitest"
import { events, settings } from "../../../db/schema"
import { changeSetting, changeSettings, listSettings } from "../../../lib/settings/change"
import { lastSettingChanges, settingsHistory } from "../../../lib/settings/history"
import { settingsOf } from "../../../lib/settings/records"
import { defaultSettings, type SettingName, SettingValues, settingNames } from "../../../lib/settings/schema"
import { inMinutes, openCentre } from "../../support/cast"
import { anyValue, badValues, forbiddenTexts } from "./values"

const centre = openCentre()
const admin = centre.admin()

beforeEach(async () => {
  await centre.db.delete(settings)
  await centre.sql`delete from events where type = 'setting.changed'`
})

const recorded = () =>
  centre.db.select().from(events).where(eq(events.type, "setting.changed")).orderBy(desc(events.id))
const value = async (name: SettingName) => (await listSettings(admin, {}))[name]

describe("a setting", () => {
  test("is its default until somebody changes it, and the defaults obey their own rules", async () => {
    expect(await listSettings(admin, {})).toEqual(defaultSettings)
    expect(SettingValues.parse(defaultSettings)).toEqual(defaultSettings)
  })

  test.each(settingNames.filter((name) => name !== "liveMessages"))(
    "%s is read back as any valid value that was given",
    async (name) => {
      await fc.assert(
        fc.asyncProperty(anyValue[name], async (wanted) => {
          await changeSetting(admin, { name, value: wanted })
          const kept = await value(name)
          expect(kept).toEqual(typeof wanted === "string" ? wanted.trim() : wanted)
          expect(await settingsOf(centre.db, [name])).toEqual({ [name]: kept })
        }),
        { numRuns: 15 },
      )
    },
  )

  test("that says which messages go out is changed nowhere but under Messages", async () => {
    const liveMessages = ["nudge"] as never
    await expect(
      changeSetting(admin, { name: "liveMessages" as never, value: liveMessages }),
    ).rejects.toMatchObject({
      kind: "invalid",
    })
    await expect(changeSettings(admin, { changes: { liveMessages } as never })).rejects.toMatchObject({
      kind: "invalid",
    })
    expect(await value("liveMessages")).toEqual([])
  })

  test.each(badValues)("%s cannot be %j", async (name, wrong, field = name) => {
    const before = await listSettings(admin, {})
    for (const attempt of [
      () => changeSetting(admin, { name: name as never, value: wrong }),
      () => changeSettings(admin, { changes: { [name]: wrong } }),
    ]) {
      const error = await attempt().catch((error) => error)
      expect(error).toMatchObject({ kind: "invalid" })
      expect(error.details.fields[0].field).toBe(field)
    }
    expect(await listSettings(admin, {})).toEqual(before)
    expect(await recorded()).toEqual([])
  })

  test("of opening hours may pass midnight, and cannot close when it opens", async () => {
    const late = { ...defaultSettings.openingHours, friday: { opens: "18:00", closes: "02:00" } }
    await changeSetting(admin, { name: "openingHours", value: late })
    expect(await value("openingHours")).toEqual(late)
    const openingHours = { ...late, monday: { opens: "11:00", closes: "11:00" } }
    const refused = changeSettings(admin, { changes: { openingHours } })
    await expect(refused).rejects.toMatchObject({
      details: { fields: [{ field: "openingHours.monday", message: "Opening and closing must differ." }] },
    })
  })

  test("that is blank text falls back to its default", async () => {
    await changeSetting(admin, { name: "centerName", value: "Game Hall" })
    await changeSetting(admin, { name: "centerName", value: "   " })
    expect(await value("centerName")).toBeNull()
  })

  test("that was kept under an older rule counts as never set", async () => {
    const row = { name: "idleLimitMinutes", value: 2, updatedAt: admin.now }
    await centre.db.insert(settings).values(row)
    expect(await value("idleLimitMinutes")).toBe(30)
  })

  test("that is its default again leaves no row, and the event all the same", async () => {
    await changeSetting(admin, { name: "closingTime", value: "21:00" })
    await changeSetting(admin, { name: "closingTime", value: "20:00" })
    expect(await centre.db.select().from(settings)).toEqual([])
    expect((await recorded()).map(({ data }) => data)).toEqual([
      { name: "closingTime", from: "21:00", to: "20:00" },
      { name: "closingTime", from: "20:00", to: "21:00" },
    ])
  })

  test("that is saved unchanged leaves no trace, whatever the order of its keys", async () => {
    const { sunday, ...others } = defaultSettings.openingHours
    await changeSettings(admin, { changes: { openingHours: { sunday, ...others }, closingTime: "20:00" } })
    expect(await recorded()).toEqual([])
  })
})

describe("the text of a message", () => {
  test.each(forbiddenTexts)("does not tell: %s", async (text) => {
    for (const language of ["en", "es"] as const) {
      const changes = { welcomeText: { ...defaultSettings.welcomeText, [language]: text } }
      await expect(changeSettings(admin, { changes })).rejects.toMatchObject({
        details: { fields: [{ field: `welcomeText.${language}` }] },
      })
    }
  })

  test("says which fields it knows when it does not know one", async () => {
    const changes = { expiryText: { ...defaultSettings.expiryText, en: "Hi {nick}" } }
    await expect(changeSettings(admin, { changes })).rejects.toMatchObject({
      details: { fields: [{ message: "{nick} is not known here. Use {first_name}, {ends_on}." }] },
    })
  })
})

describe("several settings saved together", () => {
  test("are changed all, with an event each", async () => {
    await changeSettings(admin, { changes: { kioskSuccessSeconds: 10, kioskIdleSeconds: 90 } })
    expect(await listSettings(admin, {})).toEqual({
      ...defaultSettings,
      kioskSuccessSeconds: 10,
      kioskIdleSeconds: 90,
    })
    expect((await recorded()).map(({ data }) => data.name).sort()).toEqual([
      "kioskIdleSeconds",
      "kioskSuccessSeconds",
    ])
  })

  test("or none, when one of them is refused or was changed by somebody else", async () => {
    const changes = { kioskSuccessSeconds: 10, kioskIdleSeconds: 1 }
    await expect(changeSettings(admin, { changes })).rejects.toMatchObject({ kind: "invalid" })
    await changeSetting(admin, { name: "kioskIdleSeconds", value: 30 })
    const stale = changeSettings(admin, {
      changes: { kioskSuccessSeconds: 10, kioskIdleSeconds: 90 },
      was: { kioskSuccessSeconds: 8, kioskIdleSeconds: 60 },
    })
    await expect(stale).rejects.toMatchObject({
      kind: "stale",
      details: { fields: [{ field: "kioskIdleSeconds" }] },
    })
    expect(await value("kioskSuccessSeconds")).toBe(8)
  })
})

describe("two admins who change one setting at once", () => {
  test("do not overwrite each other: of those who read the same, one wins and the others are told", async () => {
    const tries = [10, 20, 40, 50].map((value) =>
      changeSetting(admin, { name: "idleLimitMinutes", value, was: 30 }),
    )
    const outcomes = await Promise.allSettled(tries)
    const won = outcomes.filter(({ status }) => status === "fulfilled")
    expect(won).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ kind: "stale" })
    expect(won[0]).toMatchObject({ value: await value("idleLimitMinutes") })
    expect(await recorded()).toHaveLength(1)
  })

  test("who want the same are both content", async () => {
    for (const _ of [1, 2]) await changeSetting(admin, { name: "adminsNeedCode", value: true, was: false })
    expect(await recorded()).toHaveLength(1)
  })

  test("in the order of one's own, never wait in a circle, and each event tells what it replaced", async () => {
    const changes = Array.from({ length: 12 }, (_, index) => ({
      kioskSuccessSeconds: index + 1,
      kioskIdleSeconds: 100 + index,
    }))
    const tries = changes.map(({ kioskIdleSeconds, kioskSuccessSeconds }, index) =>
      changeSettings(admin, {
        changes:
          index % 2 ? { kioskIdleSeconds, kioskSuccessSeconds } : { kioskSuccessSeconds, kioskIdleSeconds },
      }),
    )
    await Promise.all(tries)
    const chain = (await recorded()).filter(({ data }) => data.name === "kioskIdleSeconds")
    const replaced = chain.map(({ data }) => data.from)
    expect(new Set(replaced)).toEqual(
      new Set([60, ...chain.map(({ data }) => data.to).filter((to) => replaced.includes(to))]),
    )
    expect(new Set(replaced).size).toBe(12)
  })
})

test("the history of settings tells who changed what when, newest first, a page at a time", async () => {
  for (const minutes of [1, 2, 3])
    await changeSetting(centre.admin({ now: inMinutes(minutes) }), {
      name: "idleLimitMinutes",
      value: 30 + minutes,
    })
  const { rows, nextCursor } = await settingsHistory(admin, { limit: 2 })
  expect(rows).toMatchObject([
    { actorName: "Alex Admin", data: { from: 32, to: 33 }, occurredAt: inMinutes(3) },
    { data: { from: 31, to: 32 } },
  ])
  const rest = await settingsHistory(admin, { limit: 2, cursor: nextCursor ?? "" })
  expect(rest).toMatchObject({ rows: [{ data: { from: 30, to: 31 } }], nextCursor: null })
  const last = await lastSettingChanges(admin, {})
  expect([...last]).toEqual([
    ["idleLimitMinutes", { actorKind: "user", actorName: "Alex Admin", occurredAt: inMinutes(3) }],
  ])
})
