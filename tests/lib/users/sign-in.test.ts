import { beforeAll, describe, expect, test } from "vitest"
import { only } from "../../../lib/core/only"
import { deactivateUser, reactivateUser } from "../../../lib/users/deactivate"
import { inviteUser } from "../../../lib/users/invite"
import { setPassword } from "../../../lib/users/set-password"
import { signIn } from "../../../lib/users/sign-in"
import { inMinutes, openCentre } from "../../support/cast"

const centre = openCentre()
const password = "seven green kettles hum"
const wrong = "seven green kettles hum?"

const attempt = (email: string, given: string, minutes = 0) =>
  signIn(centre.visitor({ now: inMinutes(minutes) }), { email, password: given })

async function addPerson(email: string) {
  const { id, token } = await inviteUser(centre.admin(), { name: "Nora New", email, role: "staff" })
  await setPassword(centre.visitor(), { token, password })
  return id
}

async function fail(email: string, times: number, minutes = 0) {
  for (let time = 0; time < times; time++) expect(await attempt(email, wrong, minutes)).toBeNull()
}

describe("signing in", () => {
  beforeAll(() => addPerson("nora@bec.example"))

  test("starts a session and stands in the audit log", async () => {
    const session = await attempt(" Nora@BEC.example ", password)
    const { id: userId } = only(await centre.sql`select id from users where email = 'nora@bec.example'`)
    expect(session).toMatchObject({ role: "staff", userId, sessionId: expect.any(String) })
    const [event] = await centre.sql`select type, actor_kind, data from events order by id desc limit 1`
    expect(event).toMatchObject({ type: "user.signed_in", data: { userId } })
  })

  test.each([
    ["an unknown e-mail", "nobody@bec.example", password],
    ["a wrong password", "nora@bec.example", wrong],
    ["an empty password", "nora@bec.example", ""],
    ["no e-mail", "", password],
    ["a user who never set a password", "alex.admin@bec.example", password],
    ["half a character", "\ud800", "\ud800"],
    ["NUL in the e-mail", "nora@bec.example\0", password],
    ["NUL in the password", "nora@bec.example", `${password}\0`],
  ])("with %s gives the same answer: nothing", async (_, email, given) => {
    expect(await attempt(email, given)).toBeNull()
  })

  test("as a deactivated user gives the same answer until they are let in again", async () => {
    const id = await addPerson("former@bec.example")
    await deactivateUser(centre.admin(), { id })
    expect(await attempt("former@bec.example", password)).toBeNull()
    await reactivateUser(centre.admin(), { id })
    expect(await attempt("former@bec.example", password)).not.toBeNull()
  })
})

describe("five wrong passwords", () => {
  test("lock the account for 15 minutes, also for the right one", async () => {
    await addPerson("locked@bec.example")
    await fail("locked@bec.example", 5)
    expect(await attempt("locked@bec.example", password, 1)).toBeNull()
    expect(await attempt("locked@bec.example", password, 14.9)).toBeNull()
    expect(await attempt("locked@bec.example", password, 15)).not.toBeNull()
    const events = await centre.sql`select data from events where type = 'user.locked'`
    expect(events).toHaveLength(1)
  })

  test("tried at once lock it too", async () => {
    await addPerson("rushed@bec.example")
    await Promise.all(Array.from({ length: 5 }, () => attempt("rushed@bec.example", wrong)))
    expect(await attempt("rushed@bec.example", password)).toBeNull()
  })

  test("start to count anew after a right one, and after the lock", async () => {
    await addPerson("forgetful@bec.example")
    await fail("forgetful@bec.example", 4)
    expect(await attempt("forgetful@bec.example", password)).not.toBeNull()
    await fail("forgetful@bec.example", 5)
    await fail("forgetful@bec.example", 4, 16)
    expect(await attempt("forgetful@bec.example", password, 16)).not.toBeNull()
  })

  test("of one user lock nobody else", async () => {
    await addPerson("one@bec.example")
    await addPerson("two@bec.example")
    await fail("one@bec.example", 5)
    expect(await attempt("two@bec.example", password)).not.toBeNull()
  })
})
