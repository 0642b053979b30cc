import fc from "fast-check"
import { beforeAll, describe, expect, test } from "vitest"
import { checkIn } from "../../../lib/check-ins/check-in"
import { addContactMethod } from "../../../lib/clients/contact-methods"
import { deleteClient } from "../../../lib/clients/delete"
import { languageOf, lookUp } from "../../../lib/kiosk/look-up"
import { addCast, addClient, inMinutes, openCentre } from "../../support/cast"
import { cardFor, shown } from "./tablet"

const centre = openCentre()
const nobody = { people: [] }
const ask = (way: "card" | "phone" | "code", value: string) => lookUp(centre.kiosk(), { way, value })
let cast: Awaited<ReturnType<typeof addCast>>

beforeAll(async () => {
  cast = await addCast(centre)
})

describe("a phone number", () => {
  test.each(["+16615550111", "(661) 555-0111", "661.555.0111", "16615550111", "6615550111"])(
    "written as %s finds its owner, as first name and initial",
    async (phone) => {
      expect(await shown(centre, "phone", phone)).toEqual(["Maria L."])
    },
  )

  test("finds a whole family, by first name", async () => {
    expect(await shown(centre, "phone", "6615550199")).toEqual(["Mateo G.", "Sofia G."])
  })

  test("finds those who have it as a further contact, once each", async () => {
    for (const clientId of [cast.ben.id, cast.maria.id])
      await addContactMethod(centre.admin(), { clientId, kind: "phone", value: "661 555 0111" })
    expect(await shown(centre, "phone", "6615550111")).toEqual(["Ben C.", "Maria L."])
  })

  test.each(["661555011", "0111", "55501", "%", "_", "+1661555011%", "", "garbage", "9".repeat(200)])(
    "such as %j that is not the whole number finds nobody",
    async (phone) => {
      expect(await ask("phone", phone)).toEqual(nobody)
    },
  )

  test.each(["0000000000", "000-000-0000", "9999999999", "1234567890"])(
    "such as %s that was typed where none was known finds nobody",
    async (phone) => {
      await addClient(centre, { firstName: "Nora", phone })
      expect(await ask("phone", phone)).toEqual(nobody)
    },
  )

  test("behind which two read the same shows nobody", async () => {
    for (const lastName of ["Okafor", "Oyelaran"])
      await addClient(centre, { firstName: "Ike", lastName, phone: "6615550122" })
    expect(await ask("phone", "6615550122")).toEqual(nobody)
  })

  test("of more than 8 people shows nobody", async () => {
    const add = (n: number) =>
      addClient(centre, { firstName: `Guest ${n}`, lastName: "House", phone: "6615550133" })
    for (const n of [1, 2, 3, 4, 5, 6, 7, 8]) await add(n)
    expect(await shown(centre, "phone", "6615550133")).toHaveLength(8)
    await add(9)
    expect(await ask("phone", "6615550133")).toEqual(nobody)
  })
})

describe("a member card", () => {
  test("says who has it by its QR code, also in small letters, and by its digits", async () => {
    const { token, code } = await cardFor(centre, cast.theo.id, "20304050")
    expect(await shown(centre, "card", token)).toEqual(["Theo N."])
    expect(await shown(centre, "card", ` ${token.toLowerCase()}\n`)).toEqual(["Theo N."])
    expect(await shown(centre, "code", code)).toEqual(["Theo N."])
    expect(await shown(centre, "code", "2030 4050")).toEqual(["Theo N."])
  })

  test("says nothing in the other's place, in part, or as a pattern", async () => {
    const { token, code } = await cardFor(centre, cast.lin.id, "30304050")
    for (const value of [code, token.slice(0, -1), `${token}0`, `${token}\0`, "\0", "%", "BEC", ""])
      expect(await ask("card", value)).toEqual(nobody)
    for (const value of [token, code.slice(1), `${code}0`, "%", ""])
      expect(await ask("code", value)).toEqual(nobody)
  })

  test("that was taken out of use says nothing", async () => {
    const { token, code } = await cardFor(centre, cast.ada.id, "40304050")
    await centre.sql`update member_cards set revoked_at = now() where code = ${code}`
    expect(await ask("card", token)).toEqual(nobody)
    expect(await ask("code", code)).toEqual(nobody)
  })
})

test("somebody who was deleted is found in no way", async () => {
  const gone = await addClient(centre, { firstName: "Gone", phone: "6615550144" })
  await addContactMethod(centre.admin(), { clientId: gone.id, kind: "phone", value: "661 555 0145" })
  const { token, code } = await cardFor(centre, gone.id, "50304050")
  await deleteClient(centre.admin(), { id: gone.id })
  for (const phone of ["6615550144", "6615550145"]) expect(await ask("phone", phone)).toEqual(nobody)
  expect(await ask("card", token)).toEqual(nobody)
  expect(await ask("code", code)).toEqual(nobody)
})

test("an answer holds a first name, an initial, whether they are here, their language, and nothing else", async () => {
  const client = await addClient(centre, {
    firstName: "Luz",
    lastName: "Ortega",
    phone: "6615550155",
    email: "luz@example.org",
    uciNumber: "7654321",
    language: "Spanish",
    notes: "Nothing of this",
  })
  const answer = await ask("phone", "6615550155")
  const ticket = expect.stringMatching(/^v1\./)
  expect(answer).toEqual({
    people: [{ ticket, firstName: "Luz", initial: "O", here: false, language: "es" }],
  })
  expect(JSON.stringify(answer)).not.toContain(client.id)
})

describe("whether somebody is here", () => {
  test("is told from 5 minutes after they came until they leave", async () => {
    const { id } = await addClient(centre, { firstName: "Noor", phone: "6615550166" })
    await checkIn(centre.staff(), { clientId: id, idempotencyKey: "noor" })
    const at = (minutes: number) => shown(centre, "phone", "6615550166", { now: inMinutes(minutes) })
    expect(await at(4.9)).toEqual(["Noor R."])
    expect(await at(5)).toEqual(["Noor R. (here)"])
    await centre.sql`update check_ins set checked_out_at = ${inMinutes(20)} where client_id = ${id}`
    expect(await at(30)).toEqual(["Noor R."])
  })

  test("is not told of yesterday's visit that nobody ended", async () => {
    const { id } = await addClient(centre, { firstName: "Omar", phone: "6615550177" })
    await checkIn(centre.staff({ now: inMinutes(-24 * 60) }), { clientId: id, idempotencyKey: "omar" })
    expect(await shown(centre, "phone", "6615550177")).toEqual(["Omar R."])
  })
})

test.each([
  ["es", "es"],
  ["Spanish", "es"],
  ["español", "es"],
  ["ESPAÑOL / English", "es"],
  ["English", "en"],
  ["en-US", "en"],
  ["Punjabi", null],
  ["Estonian", null],
  ["", null],
  [null, null],
])("the language %j is shown as %j", (text, language) => {
  expect(languageOf(text)).toBe(language)
})

test("whatever is given finds nobody or people, and never fails", async () => {
  const way = fc.constantFrom("card" as const, "phone" as const, "code" as const)
  await fc.assert(
    fc.asyncProperty(way, fc.string({ unit: "binary", maxLength: 60 }), async (kind, value) => {
      expect(await ask(kind, value)).toEqual(nobody)
    }),
    { numRuns: 150 },
  )
})
