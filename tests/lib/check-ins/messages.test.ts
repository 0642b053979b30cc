import { beforeAll, describe, expect, test } from "vitest"
import { checkIn } from "../../../lib/check-ins/check-in"
import { enroll } from "../../../lib/memberships/enroll"
import { addCast, addClient, day, openCentre } from "../../support/cast"

const centre = openCentre()
let cast: Awaited<ReturnType<typeof addCast>>
beforeAll(async () => {
  cast = await addCast(centre)
})

const checkInOf = (client: { id: string }) =>
  checkIn(centre.staff(), { clientId: client.id, idempotencyKey: crypto.randomUUID() })

describe("at check-in the desk reads", () => {
  test("that an active client is checked in", async () => {
    const { message, warning } = await checkInOf(cast.maria)
    expect({ message, warning }).toEqual({ message: "Maria Lopez is checked in.", warning: null })
  })

  test("that the coverage of a client ends soon", async () => {
    expect((await checkInOf(cast.theo)).message).toBe(
      "Theo Nguyen is checked in. Coverage ends in 12 days: please mention it, the service coordinator renews it.",
    )
  })

  test("that the coverage of a client has ended, and that they are welcome", async () => {
    expect((await checkInOf(cast.ada)).message).toBe(
      "Ada Brooks is checked in. Coverage ended 3 days ago: welcome today, and please ask them to talk to their service coordinator about renewing.",
    )
  })

  test("that a client has no membership, or none yet, and is welcome", async () => {
    expect((await checkInOf(cast.ben)).message).toBe(
      "Ben Carter is checked in. No membership on file: welcome today, and please let a manager know.",
    )
    expect((await checkInOf(cast.lin)).message).toMatch(
      /^Lin Chen is checked in. Coverage starts on 3\/20\/2026: welcome/,
    )
  })

  test("when somebody is checked in already", async () => {
    await checkInOf(cast.sofia)
    expect(await checkInOf(cast.sofia)).toMatchObject({
      duplicate: true,
      message: "Sofia Garcia was already checked in at 11:00 AM.",
    })
  })
})

describe("a visit", () => {
  test("tells by which way, at which station and by whom it began", async () => {
    const { id: clientId } = await addClient(centre)
    const input = { clientId, station: " Front Desk ", notes: "", idempotencyKey: "desk" }
    expect((await checkIn(centre.staff(), input)).visit).toMatchObject({
      method: "staff",
      station: "Front Desk",
      notes: null,
      userName: "Sam Staff",
      apiKeyName: null,
    })
    const other = await addClient(centre)
    const byKey = await checkIn(centre.staffKey(), { clientId: other.id, idempotencyKey: "script" })
    expect(byKey.visit).toMatchObject({ method: "api", userName: null, apiKeyName: "staff script" })
  })

  test("of a client with several memberships is like any other", async () => {
    const client = await addClient(centre)
    for (const planCode of ["unlimited", "student"])
      await enroll(centre.admin(), { clientId: client.id, planCode, startsOn: day(-9), endsOn: day(90) })
    expect(await checkInOf(client)).toMatchObject({ message: "Ana Reyes is checked in.", duplicate: false })
  })

  test("of a client who does not exist is refused", async () => {
    const nobody = { id: "01a208c2-d254-70d9-80c3-770aa8680818" }
    await expect(checkInOf(nobody)).rejects.toMatchObject({ kind: "not_found" })
  })
})
