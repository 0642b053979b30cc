import { beforeAll, describe, expect, test } from "vitest"
import { checkIn } from "../../../lib/check-ins/check-in"
import { voidCheckIn } from "../../../lib/check-ins/void"
import { addClient, inMinutes, openCentre } from "../../support/cast"
import { connectAll } from "../../support/database"

const centre = openCentre()
const key = () => crypto.randomUUID()
const rowsOf = async (clientId: string) =>
  (await centre.sql`select from check_ins where client_id = ${clientId}`).length
const createdEventsOf = async (clientId: string) =>
  (await centre.sql`select from events where client_id = ${clientId} and type = 'check_in.created'`).length

describe("50 check-ins of one client at once", () => {
  // With the first connection alone they would come one after the other.
  beforeAll(() => connectAll(centre.db))

  test.each([
    ["with different keys", key],
    ["with the same key", () => "the same key"],
  ])("%s make one visit and one event", async (_, keyOf) => {
    const { id: clientId } = await addClient(centre)
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => checkIn(centre.staff(), { clientId, idempotencyKey: keyOf() })),
    )
    expect(await rowsOf(clientId)).toBe(1)
    expect(await createdEventsOf(clientId)).toBe(1)
    expect(answers.filter(({ duplicate }) => duplicate)).toHaveLength(49)
    expect(new Set(answers.map(({ visit }) => visit.id)).size).toBe(1)
  })
})

describe("a key", () => {
  test("gives the visit it made, however late it is sent again", async () => {
    const { id: clientId } = await addClient(centre)
    const input = { clientId, idempotencyKey: key() }
    const first = await checkIn(centre.staff(), input)
    const again = await checkIn(centre.staff({ now: inMinutes(600) }), input)
    expect(again).toMatchObject({ duplicate: true, visit: { id: first.visit.id } })
    expect(await rowsOf(clientId)).toBe(1)
  })

  test("that was answered with another key's visit gives that visit again, however late", async () => {
    const { id } = await addClient(centre)
    const at = (minutes: number) => centre.staff({ now: inMinutes(minutes) })
    const first = await checkIn(at(0), { clientId: id, idempotencyKey: "desk" })
    const answer = await checkIn(at(2), { clientId: id, idempotencyKey: "tablet" })
    const again = await checkIn(at(20), { clientId: id, idempotencyKey: "tablet" })
    expect([answer.visit.id, again.visit.id]).toEqual([first.visit.id, first.visit.id])
    expect(await rowsOf(id)).toBe(1)
  })

  test("never serves two clients, also when both ask at once", async () => {
    const clients = await Promise.all(Array.from({ length: 20 }, () => addClient(centre)))
    const idempotencyKey = key()
    const answers = await Promise.allSettled(
      clients.map(({ id: clientId }) => checkIn(centre.staff(), { clientId, idempotencyKey })),
    )
    const refused = answers.filter((answer) => answer.status === "rejected")
    expect(refused).toHaveLength(19)
    expect(refused.every(({ reason }) => reason.kind === "conflict")).toBe(true)
    expect((await centre.sql`select from check_ins where idempotency_key = ${idempotencyKey}`).length).toBe(1)
  })

  test("makes no second visit after the first was taken back", async () => {
    const { id: clientId } = await addClient(centre)
    const input = { clientId, idempotencyKey: key() }
    const { visit } = await checkIn(centre.staff(), input)
    await voidCheckIn(centre.staff(), { id: visit.id })
    const again = await checkIn(centre.staff(), input)
    expect(again).toMatchObject({ duplicate: true, message: "This check-in of Ana Reyes was taken back." })
    expect(await rowsOf(clientId)).toBe(1)
  })

  test.each(["", "  ", "x".repeat(201), "a\0b"])("%j is refused", async (idempotencyKey) => {
    const { id: clientId } = await addClient(centre)
    await expect(checkIn(centre.staff(), { clientId, idempotencyKey })).rejects.toMatchObject({
      kind: "invalid",
    })
  })
})

describe("a second check-in", () => {
  test.each([
    ["after 4:59 minutes is the first one", 5 - 1 / 60, true],
    ["after 5 minutes is a new visit", 5, false],
    ["from a computer whose clock is 4 minutes behind is the first one", -4, true],
    ["that happened 5 minutes before and was sent late is a visit of its own", -5, false],
  ])("%s", async (_, minutes, duplicate) => {
    const { id: clientId } = await addClient(centre)
    await checkIn(centre.staff(), { clientId, idempotencyKey: key() })
    const later = centre.staffKey({ now: inMinutes(minutes) })
    expect(await checkIn(later, { clientId, idempotencyKey: key() })).toMatchObject({ duplicate })
    expect(await rowsOf(clientId)).toBe(duplicate ? 1 : 2)
  })

  test("after the first was undone is a new visit", async () => {
    const { id: clientId } = await addClient(centre)
    const first = await checkIn(centre.staff(), { clientId, idempotencyKey: key() })
    await voidCheckIn(centre.staff(), { id: first.visit.id })
    const second = await checkIn(centre.staff({ now: inMinutes(1) }), { clientId, idempotencyKey: key() })
    expect(second.duplicate).toBe(false)
    expect(await rowsOf(clientId)).toBe(2)
  })

  test("of somebody else is no repeat", async () => {
    const [one, two] = [await addClient(centre), await addClient(centre)]
    for (const { id: clientId } of [one, two])
      expect(await checkIn(centre.staff(), { clientId, idempotencyKey: key() })).toMatchObject({
        duplicate: false,
      })
  })
})
