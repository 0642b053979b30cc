import { describe, expect, test } from "vitest"
import { kioskDevices } from "../../../db/schema"
import { tabletOf } from "../../../lib/core/actor"
import { clockStanding } from "../../../lib/kiosk/clock-words"
import { listDevices, revokeDevice, updateDevice } from "../../../lib/kiosk/devices"
import { deviceBehind, pairDevice } from "../../../lib/kiosk/pair"
import { freshCode, makePairingCode } from "../../../lib/kiosk/pairing-code"
import { contact, kioskState } from "../../../lib/kiosk/state"
import { addTablet, inMinutes, now, openCentre } from "../../support/cast"
import { pairingCode } from "../../support/tablet"
import { wordsFoundIn } from "../database"

const centre = openCentre()
const { sql } = centre
const admin = centre.admin()
const device = async (id: string, overrides = {}) =>
  (await listDevices(centre.admin(overrides), {})).find((one) => one.id === id)
const eventsOf = (id: string) =>
  sql`select type, data, actor_name from events where data->>'deviceId' = ${id} order by id`

describe("a code to pair a tablet", () => {
  test("has 8 digits, lets one tablet in under its name and station, and is kept only as a hash", async () => {
    const { id, code, expiresAt } = await makePairingCode(admin, { name: "Door", station: "Kiosk-2" })
    expect(code).toMatch(/^\d{8}$/)
    expect(expiresAt).toEqual(inMinutes(10))
    expect(await wordsFoundIn(sql, [code])).toEqual([])
    const { token } = await pairDevice(centre.visitor(), { code })
    const tablet = await deviceBehind(centre.db, token)
    expect(tablet).toMatchObject({ name: "Door", station: "Kiosk-2" })
    expect((await listDevices(admin, {})).find(({ codeId }) => codeId === id)).toMatchObject({ name: "Door" })
    await expect(pairDevice(centre.visitor(), { code })).rejects.toMatchObject({ kind: "invalid" })
  })

  test("is for Kiosk-Main unless another station is named, and leaves an event without the code", async () => {
    const { code } = await makePairingCode(centre.system(), { name: "Plain" })
    const { token } = await pairDevice(centre.visitor(), { code })
    expect(await deviceBehind(centre.db, token)).toMatchObject({ name: "Plain", station: "Kiosk-Main" })
    const made =
      await sql`select data from events where type = 'kiosk_device.code_made' and data->>'name' = 'Plain'`
    expect(made).toEqual([{ data: { name: "Plain", station: "Kiosk-Main" } }])
  })

  test("keeps its leading zeros, and is never one that works already", async () => {
    const drawn = (numbers: number[], at = now) =>
      centre.db.transaction((tx) => freshCode({ tx, now: at }, () => numbers.shift() ?? -1))
    expect(await drawn([42])).toBe("00000042")
    await pairingCode(centre.db, { code: "00000042", from: now })
    expect(await drawn([42, 42, 43])).toBe("00000043")
    expect(await drawn([42], inMinutes(10))).toBe("00000042")
    await pairDevice(centre.visitor(), { code: "00000042" })
    expect(await drawn([42])).toBe("00000042")
  })

  test("that two admins make at the same moment is two codes", async () => {
    const made = await Promise.all(
      ["A", "B"].map((name) =>
        centre.db.transaction(async (tx) => {
          const numbers = [77, 78]
          const code = await freshCode({ tx, now }, () => numbers.shift() ?? -1)
          return pairingCode(tx, { code, name, from: now })
        }),
      ),
    )
    expect(made.sort()).toEqual(["00000077", "00000078"])
  })

  test("is not made without a name or with one that is too long", async () => {
    for (const input of [{ name: " " }, { name: "x".repeat(61) }, { name: "Door", station: "" }])
      await expect(makePairingCode(admin, input)).rejects.toMatchObject({ kind: "invalid" })
  })
})

describe("the list of tablets", () => {
  test("tells how each is, newest first, and nothing that opens a door", async () => {
    const { id } = tabletOf(await addTablet(centre.system({ now: inMinutes(1) }), "Newest"))
    const [first] = await listDevices(admin, {})
    expect(first).toMatchObject({ id, name: "Newest", lastContactAt: null, waiting: 0, state: "working" })
    expect(JSON.stringify(await listDevices(admin, {}))).not.toContain("tokenHash")
  })

  test("tells what the tablet said last: its battery, clock, build and what waits on it", async () => {
    const tablet = await addTablet(centre.system(), "Talking")
    const clock = now.getTime() - 3 * 3_600_000
    const battery = { percent: 72, charging: true }
    await contact(centre.contextOf(tablet)(), { build: "b1", waiting: 12, clock, battery })
    expect(await device(tabletOf(tablet).id)).toMatchObject({
      lastContactAt: now,
      batteryPercent: 72,
      charging: true,
      waiting: 12,
      clockOffsetSeconds: 10_800,
      version: "b1",
    })
  })

  test("calls a tablet away that was not heard of for more than 2 minutes", async () => {
    const { id } = tabletOf(await addTablet(centre.system(), "Quiet"))
    expect(await device(id, { now: inMinutes(2) })).toMatchObject({ state: "working" })
    expect(await device(id, { now: inMinutes(2.1) })).toMatchObject({ state: "away" })
    await centre.db.update(kioskDevices).set({ lastContactAt: inMinutes(2) })
    expect(await device(id, { now: inMinutes(3) })).toMatchObject({ state: "working" })
  })
})

describe("a tablet", () => {
  test("gets another name and station, which it knows at its next contact", async () => {
    const { id } = tabletOf(await addTablet(centre.system(), "Old name"))
    await updateDevice(admin, { id, name: "New name" })
    await updateDevice(admin, { id, station: "Kiosk-9" })
    await updateDevice(admin, { id, name: "New name", station: "Kiosk-9" })
    expect(await device(id)).toMatchObject({ name: "New name", station: "Kiosk-9" })
    expect((await eventsOf(id)).map(({ data }) => data)).toEqual([
      { deviceId: id, name: "New name", fields: { name: { from: "Old name", to: "New name" } } },
      { deviceId: id, name: "New name", fields: { station: { from: "Kiosk-Main", to: "Kiosk-9" } } },
    ])
  })

  test("that is cut off opens nothing from its next request on, and is cut off once", async () => {
    const { code } = await makePairingCode(admin, { name: "Lost" })
    const { token } = await pairDevice(centre.visitor(), { code })
    const tablet = await deviceBehind(centre.db, token)
    if (typeof tablet === "string") throw new Error("it is paired")
    await kioskState(centre.contextOf(tablet)(), {})
    const { id } = tabletOf(tablet)
    const twice = await Promise.allSettled([revokeDevice(admin, { id }), revokeDevice(admin, { id })])
    expect(twice.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    await expect(revokeDevice(admin, { id })).rejects.toMatchObject({ kind: "not_found" })
    await expect(updateDevice(admin, { id, name: "Back" })).rejects.toMatchObject({ kind: "not_found" })
    expect(await deviceBehind(centre.db, token)).toBe("revoked")
    expect(await device(id)).toMatchObject({ state: "revoked", revokedAt: now })
    expect((await eventsOf(id)).map(({ type }) => type)).toEqual([
      "kiosk_device.paired",
      "kiosk_device.revoked",
    ])
  })

  test.each([
    [59, null],
    [-59, null],
    [60, "1 min slow"],
    [11_100, "3 h 5 min slow"],
    [-10_800, "3 h fast"],
    [3_599, "1 h slow"],
    [86_400, "1 day slow"],
    [-190_000, "2 days 4 h fast"],
  ])("whose clock lacks %i seconds is said to be %s", (seconds, words) => {
    expect(clockStanding(seconds)).toBe(words)
  })
})
