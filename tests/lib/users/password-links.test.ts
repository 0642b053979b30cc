import { describe, expect, test } from "vitest"
import { inviteUser } from "../../../lib/users/invite"
import { makeResetLink } from "../../../lib/users/reset-password"
import { passwordLink, setPassword } from "../../../lib/users/set-password"
import { signIn } from "../../../lib/users/sign-in"
import { inMinutes, openCentre } from "../../support/cast"
import { wordsFoundIn } from "../database"

const centre = openCentre()
const visitor = centre.visitor()
const password = "seven green kettles hum"
const gone = { kind: "not_found", message: expect.stringContaining("Ask an admin for a new one") }

let number = 0
function invite(email = `user${number++}@bec.example`) {
  return inviteUser(centre.admin(), { name: "Nora New", email, role: "staff" })
}

describe("an invitation", () => {
  test("tells whose it is and sets a password once", async () => {
    const { token } = await invite("nora@bec.example")
    expect(await passwordLink(visitor, { token })).toMatchObject({ name: "Nora New", purpose: "invite" })
    await setPassword(visitor, { token, password })
    expect(await passwordLink(visitor, { token })).toBeNull()
    await expect(setPassword(visitor, { token, password: "another good sentence" })).rejects.toMatchObject(
      gone,
    )
    expect(await signIn(visitor, { email: "nora@bec.example", password })).toMatchObject({ role: "staff" })
  })

  test("sets one password only when it is opened twice at once", async () => {
    const { token } = await invite()
    const answers = await Promise.allSettled(
      Array.from({ length: 5 }, (_, index) =>
        setPassword(visitor, { token, password: `${password} ${index}` }),
      ),
    )
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
  })

  test("is used or replaced, whichever comes first, when both happen at once", async () => {
    for (let round = 0; round < 8; round++) {
      const { id, token } = await invite()
      const [used, replaced] = await Promise.allSettled([
        setPassword(visitor, { token, password }),
        makeResetLink(centre.admin(), { id }),
      ])
      expect(replaced.status).toBe("fulfilled")
      if (used.status === "rejected") expect(used.reason).toMatchObject(gone)
    }
  })

  test("is good for 24 hours", async () => {
    const { token } = await invite()
    const late = centre.visitor({ now: inMinutes(24 * 60) })
    expect(await passwordLink(late, { token })).toBeNull()
    await expect(setPassword(late, { token, password })).rejects.toMatchObject(gone)
    await setPassword(centre.visitor({ now: inMinutes(24 * 60 - 1) }), { token, password })
  })

  test("is replaced by a new link", async () => {
    const { id, token: old } = await invite()
    const { token } = await makeResetLink(centre.admin(), { id })
    await expect(setPassword(visitor, { token: old, password })).rejects.toMatchObject(gone)
    await setPassword(visitor, { token, password })
  })

  test("cannot be read out of the database", async () => {
    const { token } = await invite()
    expect(await wordsFoundIn(centre.sql, [token])).toEqual([])
  })

  test("that nobody made opens nothing", async () => {
    for (const token of ["", "x", "a\0b", "\ud800", "x".repeat(200)]) {
      expect(await passwordLink(visitor, { token })).toBeNull()
      await expect(setPassword(visitor, { token, password })).rejects.toMatchObject(gone)
    }
  })

  test("is not made for an e-mail address that a user has, in any case", async () => {
    await invite("taken@bec.example")
    await expect(invite("Taken@BEC.example")).rejects.toMatchObject({
      kind: "conflict",
      details: { fields: [{ field: "email" }] },
    })
  })
})

test("after a reset link was made the old password works until the new one is set", async () => {
  const { id, token } = await invite("reset@bec.example")
  await setPassword(visitor, { token, password })
  const link = await makeResetLink(centre.admin(), { id })
  expect(await passwordLink(visitor, { token: link.token })).toMatchObject({ purpose: "reset" })
  expect(await signIn(visitor, { email: "reset@bec.example", password })).not.toBeNull()
  await setPassword(visitor, { token: link.token, password: "another good sentence" })
  expect(await signIn(visitor, { email: "reset@bec.example", password })).toBeNull()
})

test("a password that is refused leaves the link open", async () => {
  const { token } = await invite()
  await expect(setPassword(visitor, { token, password: "short" })).rejects.toMatchObject({ kind: "invalid" })
  await setPassword(visitor, { token, password })
})
