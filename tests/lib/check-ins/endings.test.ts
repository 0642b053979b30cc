import { describe, expect, test } from "vitest"
import { checkIn } from "../../../lib/check-ins/check-in"
import { checkOut } from "../../../lib/check-ins/check-out"
import { voidCheckIn } from "../../../lib/check-ins/void"
import { addClient, inMinutes, openCentre } from "../../support/cast"
import { everythingIn } from "../database"

const centre = openCentre()
const reason = "The wrong Garcia"

async function addVisit() {
  const { id: clientId } = await addClient(centre)
  const { visit } = await checkIn(centre.staff(), { clientId, idempotencyKey: crypto.randomUUID() })
  return { id: visit.id }
}

describe("taking a check-in back", () => {
  test("is done by staff within 10 minutes, and the row stays, marked", async () => {
    const visit = await addVisit()
    expect(await voidCheckIn(centre.staff({ now: inMinutes(10) }), visit)).toMatchObject({
      removal: "undone",
      removedAt: inMinutes(10),
      removalReason: null,
    })
    const [row] = await centre.sql`
      select u.name from check_ins c join users u on u.id = c.removed_by where c.id = ${visit.id}`
    expect(row?.name).toBe("Sam Staff")
  })

  test("is not for staff after 10 minutes, and nothing changes", async () => {
    const visit = await addVisit()
    const before = await everythingIn(centre.sql)
    for (const ctx of [centre.staff, centre.staffKey]) {
      const late = ctx({ now: new Date(inMinutes(10).getTime() + 1) })
      await expect(voidCheckIn(late, { ...visit, reason })).rejects.toMatchObject({ kind: "forbidden" })
    }
    expect(await everythingIn(centre.sql)).toBe(before)
  })

  test("needs a reason from an admin after 10 minutes", async () => {
    const visit = await addVisit()
    const late = centre.admin({ now: inMinutes(60) })
    for (const blank of [undefined, null, "", "  "])
      await expect(voidCheckIn(late, { ...visit, reason: blank })).rejects.toMatchObject({
        kind: "invalid",
        details: { fields: [{ field: "reason" }] },
      })
    expect(await voidCheckIn(late, { ...visit, reason })).toMatchObject({
      removal: "voided",
      removalReason: reason,
    })
  })

  test("happens once, also when many do it at once", async () => {
    const visit = await addVisit()
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, () => voidCheckIn(centre.staff(), visit)),
    )
    const refused = answers.filter((answer) => answer.status === "rejected")
    expect(refused).toHaveLength(19)
    expect(refused.every(({ reason }) => reason.kind === "conflict")).toBe(true)
  })

  test("of a visit that does not exist is refused", async () => {
    const nothing = { id: "01a208c2-d254-70d9-80c3-770aa8680818" }
    await expect(voidCheckIn(centre.staff(), nothing)).rejects.toMatchObject({ kind: "not_found" })
  })
})

describe("checking out", () => {
  test("ends the visit now", async () => {
    const visit = await addVisit()
    expect(await checkOut(centre.staff({ now: inMinutes(45) }), visit)).toMatchObject({
      checkedOutAt: inMinutes(45),
    })
  })

  test("twice is a conflict, and the first end stays, also when both happen at once", async () => {
    const visit = await addVisit()
    const twice = await Promise.allSettled(
      [45, 46].map((minutes) => checkOut(centre.staff({ now: inMinutes(minutes) }), visit)),
    )
    expect(twice.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    await expect(checkOut(centre.staff({ now: inMinutes(47) }), visit)).rejects.toMatchObject({
      kind: "conflict",
    })
  })

  test("is not for a visit that was taken back", async () => {
    const visit = await addVisit()
    await voidCheckIn(centre.staff(), visit)
    await expect(checkOut(centre.staff(), visit)).rejects.toMatchObject({ kind: "conflict" })
  })

  test("on a computer whose clock is behind ends the visit when it began", async () => {
    const visit = await addVisit()
    expect(await checkOut(centre.staff({ now: inMinutes(-3) }), visit)).toMatchObject({
      checkedOutAt: inMinutes(0),
    })
  })
})
