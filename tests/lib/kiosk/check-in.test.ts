import { randomUUID } from "node:crypto"
import { beforeAll, describe, expect, test } from "vitest"
import { kioskCheckIn } from "../../../lib/kiosk/check-in"
import { kioskCheckOut } from "../../../lib/kiosk/check-out"
import type { Person } from "../../../lib/kiosk/contract"
import { lookUp } from "../../../lib/kiosk/look-up"
import { kioskUndo } from "../../../lib/kiosk/undo"
import { changeSetting } from "../../../lib/settings/change"
import { addCast, addTablet, inMinutes, openCentre } from "../../support/cast"
import { chosen } from "./tablet"

const centre = openCentre()
const { sql } = centre
let cast: Awaited<ReturnType<typeof addCast>>
const maria = "6615550111"
const family = "6615550199"
const ben = "6615550121"
const refused = { name: "AppError", kind: "unauthenticated" }

beforeAll(async () => {
  cast = await addCast(centre)
  await sql`update clients set phone = '+16615550120' where id = ${cast.ada.id}`
})

const visits = (clientId: string) =>
  sql`select method, station, removal, checked_out_at, device_id from check_ins where client_id = ${clientId} order by checked_in_at`
const later = (minutes: number) => ({ now: inMinutes(minutes) })
const names = (people: { firstName: string }[]) => people.map(({ firstName }) => firstName)

describe("at the tablet", () => {
  test("somebody is checked in at its station", async () => {
    const people = await chosen(centre, maria)
    const answer = await kioskCheckIn(centre.kiosk(), { people })
    expect(answer.people).toEqual([{ firstName: "Maria", outcome: "checked_in" }])
    const { id: deviceId } = centre.kiosk().actor as { id: string }
    expect(await visits(cast.maria.id)).toEqual([
      { method: "kiosk", station: "Kiosk-Main", removal: null, checked_out_at: null, device_id: deviceId },
    ])
  })

  test("again within 5 minutes they are told so, and there is nothing to undo", async () => {
    const answer = await kioskCheckIn(centre.kiosk(later(2)), {
      people: await chosen(centre, maria, later(2)),
    })
    expect(answer).toEqual({ people: [{ firstName: "Maria", outcome: "already" }], undo: null })
    expect(await visits(cast.maria.id)).toHaveLength(1)
  })

  test("a family checks in together, leaves together, and takes either back", async () => {
    const came = await kioskCheckIn(centre.kiosk(), { people: await chosen(centre, family) })
    expect(names(came.people)).toEqual(["Mateo", "Sofia"])
    const left = await kioskCheckOut(centre.kiosk(later(60)), {
      people: await chosen(centre, family, later(60)),
    })
    expect(names(left.people)).toEqual(["Mateo", "Sofia"])
    const ended = () => sql`select id from check_ins where checked_out_at is not null`
    expect(await ended()).toHaveLength(2)
    for (const _ of [1, 2]) await kioskUndo(centre.kiosk(later(65)), { ticket: left.undo as string })
    expect(await ended()).toHaveLength(0)
    for (const _ of [1, 2]) await kioskUndo(centre.kiosk(later(8)), { ticket: came.undo as string })
    for (const { id } of [cast.sofia, cast.mateo])
      expect(await visits(id)).toMatchObject([{ removal: "undone" }])
  })

  test("taking a check-out back leaves a visit to be reviewed that was, and opens none beside a later one", async () => {
    const at = (minutes: number) => ({ now: inMinutes(minutes) })
    const goes = async (minutes: number) =>
      kioskCheckOut(centre.kiosk(at(minutes)), { people: await chosen(centre, ben, at(minutes)) })
    const comes = async (minutes: number) =>
      kioskCheckIn(centre.kiosk(at(minutes)), { people: await chosen(centre, ben, at(minutes)) })
    const open = () =>
      sql`select needs_review from check_ins where client_id = ${cast.ben.id} and checked_out_at is null`
    await sql`update clients set phone = '+16615550121' where id = ${cast.ben.id}`
    await comes(0)
    await sql`update check_ins set needs_review = true where client_id = ${cast.ben.id}`
    const left = await goes(10)
    await kioskUndo(centre.kiosk(at(11)), { ticket: left.undo as string })
    expect(await open()).toEqual([{ needs_review: true }])
    const again = await goes(12)
    await comes(18)
    await kioskUndo(centre.kiosk(at(19)), { ticket: again.undo as string })
    expect(await open()).toHaveLength(1)
  })

  test("leaving twice is the same as once", async () => {
    await kioskCheckIn(centre.kiosk(later(100)), { people: await chosen(centre, family, later(100)) })
    const people = await chosen(centre, family, later(120))
    await kioskCheckOut(centre.kiosk(later(120)), { people })
    expect(await kioskCheckOut(centre.kiosk(later(121)), { people })).toMatchObject({ undo: null })
  })

  test("undo is possible for 10 minutes", async () => {
    const { undo } = await kioskCheckIn(centre.kiosk(later(200)), {
      people: await chosen(centre, maria, later(200)),
    })
    await expect(kioskUndo(centre.kiosk(later(210.1)), { ticket: undo as string })).rejects.toMatchObject(
      refused,
    )
  })
})

describe("somebody whose coverage has ended", () => {
  const ada = "6615550120"

  test("is welcome like everybody", async () => {
    const { people } = await kioskCheckIn(centre.kiosk(), { people: await chosen(centre, ada) })
    expect(people).toEqual([{ firstName: "Ada", outcome: "checked_in" }])
  })

  test("is sent to the desk where the setting says so, without a visit and without a word why", async () => {
    await changeSetting(centre.admin(), { name: "kioskExpiredClients", value: "desk" })
    const before = await visits(cast.ada.id)
    const answer = await kioskCheckIn(centre.kiosk(later(30)), {
      people: await chosen(centre, ada, later(30)),
    })
    expect(answer).toEqual({ people: [{ firstName: "", outcome: "desk" }], undo: null })
    expect(await visits(cast.ada.id)).toEqual(before)
    const { people } = await kioskCheckIn(centre.kiosk(later(30)), {
      people: await chosen(centre, family, later(30)),
    })
    expect(people.map(({ outcome }) => outcome)).toEqual(["checked_in", "checked_in"])
  })
})

describe("a ticket", () => {
  const one = async (minutes: number): Promise<Person> => {
    const { people } = await lookUp(centre.kiosk(later(minutes)), { way: "phone", value: maria })
    return people[0] as Person
  }
  const use = (ticket: string, minutes: number, key: string = randomUUID(), ctx = centre.kiosk) =>
    kioskCheckIn(ctx(later(minutes)), { people: [{ ticket, key }] })

  test("gives the same answer again for the same key: its answer was lost on the way", async () => {
    const { ticket } = await one(300)
    const first = await use(ticket, 300, "lost")
    const again = await use(ticket, 301, "lost")
    expect(again.people).toEqual(first.people)
    await kioskUndo(centre.kiosk(later(302)), { ticket: again.undo as string })
    const [visit] = await sql`select removal from check_ins where idempotency_key = 'lost'`
    expect(visit).toEqual({ removal: "undone" })
  })

  test("that was used is refused for any other key", async () => {
    const { ticket } = await one(400)
    await use(ticket, 400)
    await expect(use(ticket, 400)).rejects.toMatchObject(refused)
    await expect(
      kioskCheckOut(centre.kiosk(later(410)), { people: [{ ticket, key: randomUUID() }] }),
    ).rejects.toMatchObject(refused)
  })

  test("is good for 15 minutes", async () => {
    const { ticket } = await one(500)
    await expect(use(ticket, 515.1)).rejects.toMatchObject(refused)
    await expect(use(ticket, 514.9)).resolves.toMatchObject({ people: [{ firstName: "Maria" }] })
  })

  test("of another tablet, altered, or made up is refused, and nobody is checked in", async () => {
    const { ticket } = await one(600)
    const before = await visits(cast.maria.id)
    const other = centre.contextOf(await addTablet(centre.system(), "Back door"))
    await expect(use(ticket, 600, randomUUID(), other)).rejects.toMatchObject(refused)
    const altered = Array.from(
      ticket,
      (_, at) => ticket.slice(0, at) + (ticket[at] === "A" ? "B" : "A") + ticket.slice(at + 1),
    )
    // The last character of base64 holds bits that mean nothing: it may read the same.
    for (const wrong of [...altered.slice(0, -1), "", "v1.", cast.maria.id].filter(Boolean))
      await expect(use(wrong, 600)).rejects.toMatchObject(refused)
    expect(await visits(cast.maria.id)).toEqual(before)
  })

  test("refused among others checks in none of them", async () => {
    const [good] = await chosen(centre, family, later(700))
    const before = await sql`select count(*)::int from check_ins`
    const people = [good as { ticket: string; key: string }, { ticket: "v1.AAAA", key: randomUUID() }]
    await expect(kioskCheckIn(centre.kiosk(later(700)), { people })).rejects.toMatchObject(refused)
    expect(await sql`select count(*)::int from check_ins`).toEqual(before)
    await expect(
      kioskCheckIn(centre.kiosk(later(700)), { people: people.slice(0, 1) }),
    ).resolves.toBeDefined()
  })

  test("sent twenty times at once with one key makes one visit; with twenty keys one of them wins", async () => {
    const same = await one(800)
    await Promise.all(Array.from({ length: 20 }, () => use(same.ticket, 800, "at once")))
    expect(await sql`select from check_ins where idempotency_key = 'at once'`).toHaveLength(1)
    const other = await one(900)
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => use(other.ticket, 900)))
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
  })

  test("says nothing to who sees it", async () => {
    const { ticket } = await one(1000)
    const inside = Buffer.from(ticket.slice(3), "base64url").toString("latin1")
    expect(ticket + inside).not.toMatch(/Maria|clientId/)
    expect(ticket + inside).not.toContain(cast.maria.id)
  })
})
