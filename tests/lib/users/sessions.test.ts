import { describe, expect, test } from "vitest"
import { changeRole } from "../../../lib/users/change-role"
import { chooseTheme } from "../../../lib/users/choose-theme"
import { deactivateUser } from "../../../lib/users/deactivate"
import { inviteUser } from "../../../lib/users/invite"
import { makeResetLink } from "../../../lib/users/reset-password"
import { resumeSession, signOut } from "../../../lib/users/sessions"
import { changePassword, setPassword } from "../../../lib/users/set-password"
import { signIn } from "../../../lib/users/sign-in"
import { inMinutes, openCentre } from "../../support/cast"

const centre = await openCentre()
const { admin, visitor } = centre
const password = "seven green kettles hum"
const resume = (sessionId: string, minutes = 0) => resumeSession(centre.db, sessionId, inMinutes(minutes))

let number = 0
async function signedIn() {
  const email = `user${number++}@bec.example`
  const { id, token } = await inviteUser(admin(), { name: "Nora New", email, role: "staff" })
  await setPassword(visitor(), { token, password })
  const sessionId = String((await signIn(visitor(), { email, password }))?.sessionId)
  const actor = { kind: "user", id, name: "Nora New", role: "staff", sessionId } as const
  return { id, email, sessionId, ctx: centre.contextOf(actor)() }
}

describe("a session ends at the next request when", () => {
  test.each<[string, (user: Awaited<ReturnType<typeof signedIn>>) => Promise<unknown>]>([
    ["its user signs out", ({ ctx }) => signOut(ctx, {})],
    ["its user is deactivated", ({ id }) => deactivateUser(admin(), { id })],
    ["its user gets another role", ({ id }) => changeRole(admin(), { id, role: "admin" })],
    [
      "its user changes the password",
      ({ ctx }) => changePassword(ctx, { current: password, password: "nine quiet rivers run" }),
    ],
    [
      "its user sets a new password by link",
      async ({ id }) => {
        const { token } = await makeResetLink(admin(), { id })
        await setPassword(visitor(), { token, password: "nine quiet rivers run" })
      },
    ],
  ])("%s", async (_, end) => {
    const user = await signedIn()
    const other = await signedIn()
    expect(await resume(user.sessionId, 1)).toMatchObject({ id: user.id, role: "staff" })
    await end(user)
    expect(await resume(user.sessionId, 1)).toBeNull()
    expect(await resume(other.sessionId, 1)).not.toBeNull()
  })

  test("nothing was done for 30 minutes", async () => {
    const { sessionId } = await signedIn()
    expect(await resume(sessionId, 29)).not.toBeNull()
    expect(await resume(sessionId, 58)).not.toBeNull()
    expect(await resume(sessionId, 88)).toBeNull()
    expect(await resume(sessionId, 89)).toBeNull()
  })

  test("nothing was done for 30 minutes, though a page that was left open asked all the time", async () => {
    const { sessionId } = await signedIn()
    const watch = (minutes: number) =>
      resumeSession(centre.db, sessionId, inMinutes(minutes), { watching: true })
    for (let minutes = 1; minutes < 30; minutes++) expect(await watch(minutes)).not.toBeNull()
    expect(await watch(30)).toBeNull()
    expect(await resume(sessionId, 30)).toBeNull()
  })

  test("it is 12 hours old, however busy it was", async () => {
    const { sessionId } = await signedIn()
    for (let minutes = 20; minutes < 12 * 60; minutes += 20)
      expect(await resume(sessionId, minutes)).not.toBeNull()
    expect(await resume(sessionId, 12 * 60)).toBeNull()
  })
})

test("a session that nobody began is nobody's", async () => {
  expect(await resume("01a208c2-d254-70d9-80c3-770aa8680818")).toBeNull()
})

test("all sessions of a deactivated user are over also after they are let in again", async () => {
  const { id, sessionId } = await signedIn()
  await deactivateUser(admin(), { id })
  await centre.sql`update users set deactivated_at = null where id = ${id}`
  expect(await resume(sessionId, 1)).toBeNull()
})

test("signing out leaves the other sessions of the same user", async () => {
  const { ctx, email, sessionId } = await signedIn()
  const second = await signIn(visitor(), { email, password })
  await signOut(ctx, {})
  expect(await resume(sessionId)).toBeNull()
  expect(await resume(String(second?.sessionId))).not.toBeNull()
})

test("one's own password is changed only with the current one, to a good one", async () => {
  const { ctx, sessionId } = await signedIn()
  const guess = changePassword(ctx, { current: "wrong", password: "nine quiet rivers run" })
  await expect(guess).rejects.toMatchObject({ kind: "invalid", details: { fields: [{ field: "current" }] } })
  const weak = changePassword(ctx, { current: password, password: "password1234" })
  await expect(weak).rejects.toMatchObject({ kind: "invalid", details: { fields: [{ field: "password" }] } })
  expect(await resume(sessionId)).not.toBeNull()
})

test("the colours are each user's own", async () => {
  const { ctx, sessionId } = await signedIn()
  const other = await signedIn()
  await chooseTheme(ctx, { theme: "dark" })
  expect((await resume(sessionId))?.theme).toBe("dark")
  expect((await resume(other.sessionId))?.theme).toBe("system")
})
