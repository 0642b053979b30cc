import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { sealerFrom } from "../../../lib/core/crypto"
import { only } from "../../../lib/core/only"
import type { Context } from "../../../lib/core/operation"
import { deactivateUser, reactivateUser } from "../../../lib/users/deactivate"
import { hasPin, removePin, setPin, userWithPin } from "../../../lib/users/pin"
import { PinInput } from "../../../lib/users/schema"
import { addUser, openCentre, sealer } from "../../support/cast"
import { wordsFoundIn } from "../database"

const centre = openCentre()
const otherKey = sealerFrom("another secret that nobody else has at all")

let number = 0
async function addPerson(role: "admin" | "staff" = "staff") {
  const name = `Nora New${number++}`
  const actor = await addUser(centre.system(), name, role)
  const id = (actor as { id: string }).id
  return { id, who: { id, name, role }, as: centre.contextOf(actor) }
}

const opens = (pin: string, key = sealer) => userWithPin(centre.db, key, pin)
const eventsOf = async (id: string) =>
  (
    await centre.sql`select type from events where data->>'userId' = ${id} and type like 'user.pin%' order by id`
  ).map(({ type }) => type)
const sealedPinOf = async (id: string) =>
  only(await centre.sql<{ pin: string | null }[]>`select sealed_pin as pin from users where id = ${id}`).pin

describe("a PIN", () => {
  test("is known as the one of the user who set it, and no other is", async () => {
    const nora = await addPerson()
    expect(await hasPin(nora.as(), {})).toBe(false)
    await setPin(nora.as(), { pin: " 208713 " })
    expect(await hasPin(nora.as(), {})).toBe(true)
    expect(await opens("208713")).toEqual(nora.who)
    for (const pin of ["208714", "20871", "2087130", "", " 208713", "\0"]) expect(await opens(pin)).toBeNull()
    expect(await eventsOf(nora.id)).toEqual(["user.pin_set"])
  })

  test("that is changed stops working, and one that is removed too", async () => {
    const nora = await addPerson()
    await setPin(nora.as(), { pin: "381942" })
    await setPin(nora.as(), { pin: "905527" })
    expect([await opens("381942"), await opens("905527")]).toEqual([null, nora.who])
    await removePin(nora.as(), {})
    await removePin(nora.as(), {})
    expect(await opens("905527")).toBeNull()
    expect(await hasPin(nora.as(), {})).toBe(false)
    expect(await eventsOf(nora.id)).toEqual(["user.pin_set", "user.pin_set", "user.pin_removed"])
  })

  test("of somebody who was deactivated does not count until they are back", async () => {
    const nora = await addPerson()
    await setPin(nora.as(), { pin: "471182" })
    await deactivateUser(centre.admin(), { id: nora.id })
    expect(await opens("471182")).toBeNull()
    await reactivateUser(centre.admin(), { id: nora.id })
    expect(await opens("471182")).toEqual(nora.who)
  })

  test("that an admin and a staff member chose alike opens with the staff member's rights", async () => {
    const [boss, nora, later] = [await addPerson("admin"), await addPerson(), await addPerson("admin")]
    for (const { as } of [boss, nora, later]) await setPin(as(), { pin: "660173" })
    expect(await opens("660173")).toEqual(nora.who)
    await removePin(nora.as(), {})
    expect(await opens("660173")).toEqual(boss.who)
  })

  test("stands nowhere in the database", async () => {
    const nora = await addPerson()
    await setPin(nora.as(), { pin: "739264" })
    expect(await wordsFoundIn(centre.sql, ["739264"])).toEqual([])
  })

  test("that was put into another user's row, or sealed with another key, counts for nobody", async () => {
    const [nora, other] = [await addPerson(), await addPerson()]
    await setPin(nora.as(), { pin: "528016" })
    await centre.sql`update users set sealed_pin = ${await sealedPinOf(nora.id)} where id = ${other.id}`
    await removePin(nora.as(), {})
    for (const pin of ["528016", ""]) expect(await opens(pin)).toBeNull()
    expect(await hasPin(other.as(), {})).toBe(false)

    const withOtherKey = (ctx: Partial<Context> = {}) => other.as({ ...ctx, sealer: otherKey })
    await setPin(withOtherKey(), { pin: "528016" })
    expect([await opens("528016"), await opens("528016", otherKey)]).toEqual([null, other.who])
    expect([await hasPin(other.as(), {}), await hasPin(withOtherKey(), {})]).toEqual([false, true])
  })
})

describe("as a PIN is taken", () => {
  const field = (pin: string) => PinInput.safeParse({ pin }).error?.issues[0]?.message

  test.each(["", "12345", "1234567", "12345a", "12 34 56", "١٢٣٤٥٦", "-12345", "120.45"])(
    "not %j, which is not six digits",
    (pin) => expect(field(pin)).toBe("Enter 6 digits."),
  )

  test.each(["000000", "777777", "123456", "654321", "012345", "987654", "567890", "321098"])(
    "not %s, which anybody would try first",
    (pin) => expect(field(pin)).toContain("too easy to guess"),
  )

  test("any other six digits", () => {
    const easy = new Set(
      [0, 1, -1].flatMap((step) =>
        Array.from({ length: 10 }, (_, first) =>
          Array.from({ length: 6 }, (_, at) => (first + step * at + 60) % 10).join(""),
        ),
      ),
    )
    const pins = fc.integer({ min: 0, max: 999_999 }).map((pin) => String(pin).padStart(6, "0"))
    const rightly = (pin: string) => PinInput.safeParse({ pin }).success !== easy.has(pin)
    fc.assert(fc.property(pins, rightly), { numRuns: 2000 })
    expect([...easy].filter((pin) => !rightly(pin))).toEqual([])
  })

  test("and a refused one changes nothing", async () => {
    const nora = await addPerson()
    await setPin(nora.as(), { pin: "194507" })
    const refused = { kind: "invalid", details: { fields: [{ field: "pin" }] } }
    for (const pin of ["111111", "1945"])
      await expect(setPin(nora.as(), { pin })).rejects.toMatchObject(refused)
    expect(await opens("194507")).toEqual(nora.who)
  })
})
