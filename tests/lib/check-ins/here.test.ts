import { expect, test } from "vitest"
import { checkIn } from "../../../lib/check-ins/check-in"
import { checkOut } from "../../../lib/check-ins/check-out"
import { hereAmong, suggestAtDesk } from "../../../lib/check-ins/here"
import { whoIsHere } from "../../../lib/check-ins/list"
import { addClient, inMinutes, openCentre } from "../../support/cast"

const centre = openCentre()
const staff = (minutes: number) => centre.staff({ now: inMinutes(minutes) })
const enter = (clientId: string, minutes: number, more: object = {}) =>
  checkIn(staff(minutes), { clientId, idempotencyKey: crypto.randomUUID(), ...more })

test("who is here is checked in a second time only when that is meant", async () => {
  const { id } = await addClient(centre, { firstName: "Mateo", lastName: "Garcia" })
  const first = await enter(id, 0, { whenHere: "ask" })
  // Pressed twice: the same visit, without a question.
  expect(await enter(id, 3, { whenHere: "ask" })).toMatchObject({
    duplicate: true,
    message: "Mateo Garcia was already checked in at 11:00 AM.",
  })
  await expect(enter(id, 30, { whenHere: "ask" })).rejects.toMatchObject({
    kind: "conflict",
    message: "Mateo Garcia has been here since 11:00 AM.",
    details: { fields: [{ field: "whenHere" }] },
  })
  // An answer that was lost is asked for again: that is no question either.
  const key = { idempotencyKey: first.visit.idempotencyKey, whenHere: "ask" as const }
  expect(await checkIn(staff(30), { clientId: id, ...key })).toMatchObject({ duplicate: true })
  expect(await enter(id, 30)).toMatchObject({ duplicate: false })
  await checkOut(staff(60), { id: (await whoIsHere(staff(60), {}))[0]?.id ?? "" })
  expect(await enter(id, 90, { whenHere: "ask" })).toMatchObject({ duplicate: false })
})

test("who leaves is not here by an earlier visit: that ends, too, and needs a review", async () => {
  const { id } = await addClient(centre)
  const { visit: earlier } = await enter(id, 0)
  const { visit: later } = await enter(id, 30)
  await checkOut(staff(60), { id: later.id })
  const rows =
    await centre.sql`select id, checked_out_at, needs_review from check_ins where client_id = ${id} order by checked_in_at`
  expect(rows).toEqual([
    { id: earlier.id, checked_out_at: inMinutes(60), needs_review: true },
    { id: later.id, checked_out_at: inMinutes(60), needs_review: false },
  ])
  expect(await hereAmong(staff(61), { clientIds: [id] })).toEqual({})
})

test("the search says who is here, and what tells two of one name apart", async () => {
  const lopez = { firstName: "Quilla", lastName: "Lopez" }
  const one = await addClient(centre, { ...lopez, dateOfBirth: "1990-01-03", phone: "+16615550142" })
  const two = await addClient(centre, { ...lopez, phone: "+16615550143" })
  const other = await addClient(centre, { firstName: "Quilla", lastName: "Reyes", dateOfBirth: "1990-01-03" })
  const { visit } = await enter(one.id, 0)
  const found = await suggestAtDesk(staff(1), { query: "quilla" })
  expect(Object.fromEntries(found.map(({ id, here, mark }) => [id, { here, mark }]))).toEqual({
    [one.id]: {
      here: { visitId: visit.id, since: "11:00 AM" },
      mark: { born: "1990-01-03", phoneEnd: "0142" },
    },
    [two.id]: { here: null, mark: { born: null, phoneEnd: "0143" } },
    [other.id]: { here: null, mark: null },
  })
})
