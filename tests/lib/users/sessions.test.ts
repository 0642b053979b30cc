import { afterEach, describe, expect, test } from "vitest"
import { changeSetting } from "../../../lib/settings/change"
import { changeRole } from "../../../lib/users/change-role"
import { chooseTheme } from "../../../lib/users/choose-theme"
import { deactivateUser } from "../../../lib/users/deactivate"
import { deviceOf } from "../../../lib/users/device"
import { inviteUser } from "../../../lib/users/invite"
import { endOtherSessions, endOwnSession, listOwnSessions } from "../../../lib/users/own-sessions"
import { makeResetLink } from "../../../lib/users/reset-password"
import { confirmSecondFactor } from "../../../lib/users/second-factor"
import { resumeSession, signOut } from "../../../lib/users/sessions"
import { changePassword, setPassword } from "../../../lib/users/set-password"
import { signIn } from "../../../lib/users/sign-in"
import { codeAt, newSecret } from "../../../lib/users/totp"
import { inMinutes, now, openCentre } from "../../support/cast"

const centre = openCentre()
const { admin, visitor } = centre
const password = "seven green kettles hum"
const resume = (sessionId: string, minutes = 0) => resumeSession(centre.db, sessionId, inMinutes(minutes))

async function begin(email: string): Promise<string> {
  const answer = await signIn(visitor(), { email, password })
  if (!answer || !("sessionId" in answer)) throw new Error("the right password opens the door")
  return answer.sessionId
}

let number = 0
async function signedIn(role: "admin" | "staff" = "staff") {
  const email = `user${number++}@bec.example`
  const { id, token } = await inviteUser(admin(), { name: "Nora New", email, role })
  await setPassword(visitor(), { token, password })
  const sessionId = await begin(email)
  const actor = { kind: "user", id, name: "Nora New", role, sessionId } as const
  return { id, email, sessionId, ctx: centre.contextOf(actor)() }
}

describe("a session ends at the next request when", () => {
  test.each<[string, (user: Awaited<ReturnType<typeof signedIn>>) => Promise<unknown>]>([
    ["its user signs out", ({ ctx }) => signOut(ctx, {})],
    ["its user is deactivated", ({ id }) => deactivateUser(admin(), { id })],
    [
      "its user was deactivated in any other way",
      ({ id }) => centre.sql`update users set deactivated_at = now() where id = ${id}`,
    ],
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
  const second = await begin(email)
  await signOut(ctx, {})
  expect(await resume(sessionId)).toBeNull()
  expect(await resume(second)).not.toBeNull()
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

describe("the idle limit is a setting", () => {
  const limit = (value: unknown) => changeSetting(admin(), { name: "idleLimitMinutes", value })
  afterEach(() => limit(30))

  test("that counts at once, for sessions that began before it was changed, too", async () => {
    const { sessionId } = await signedIn()
    await limit(120)
    expect(await resume(sessionId, 119)).not.toBeNull()
    await limit(10)
    expect(await resume(sessionId, 128)).not.toBeNull()
    expect(await resume(sessionId, 138)).toBeNull()
    await limit(120)
    expect(await resume(sessionId, 138)).not.toBeNull()
  })

  test("that never makes a session last longer than 12 hours", async () => {
    const { sessionId } = await signedIn()
    await limit(720)
    expect(await resume(sessionId, 719)).not.toBeNull()
    expect(await resume(sessionId, 720)).toBeNull()
  })
})

describe("while admins need a second factor", () => {
  const need = (value: boolean) => changeSetting(admin(), { name: "adminsNeedCode", value })
  afterEach(() => need(false))

  test("an admin without one must add it, from the next request on, and staff need not", async () => {
    const [boss, desk] = [await signedIn("admin"), await signedIn("staff")]
    expect(await resume(boss.sessionId)).toMatchObject({ mustAddCode: false })
    await need(true)
    expect(await resume(boss.sessionId)).toMatchObject({ mustAddCode: true })
    expect(await resume(desk.sessionId)).toMatchObject({ mustAddCode: false })
    const secret = newSecret()
    await confirmSecondFactor(boss.ctx, { secret, code: codeAt(secret, now) })
    expect(await resume(boss.sessionId)).toMatchObject({ mustAddCode: false })
  })
})

describe("one's own sessions", () => {
  const agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"

  test("are listed with the present one first, the device in words, and no ended one", async () => {
    const { ctx, email, sessionId } = await signedIn()
    await signIn(visitor({ now: inMinutes(3) }), { email, password, userAgent: agent })
    const gone = await begin(email)
    await endOwnSession(ctx, { id: gone })
    const listed = await listOwnSessions({ ...ctx, now: inMinutes(5) }, {})
    expect(listed).toMatchObject([
      { id: sessionId, present: true, device: "Unknown device", createdAt: now },
      { present: false, device: "Chrome on Windows", lastSeenAt: inMinutes(3) },
    ])
    expect(await listOwnSessions({ ...ctx, now: inMinutes(31) }, {})).toHaveLength(1)
  })

  test("are ended one by one, or all but the present one, and never another's", async () => {
    const { ctx, email, sessionId } = await signedIn()
    const others = [await begin(email), await begin(email), await begin(email)]
    const stranger = await signedIn()
    await endOwnSession(ctx, { id: String(others[0]) })
    await endOwnSession(ctx, { id: stranger.sessionId })
    const open = () => Promise.all([sessionId, ...others, stranger.sessionId].map((id) => resume(id)))
    expect((await open()).map(Boolean)).toEqual([true, false, true, true, true])
    await endOtherSessions(ctx, {})
    expect((await open()).map(Boolean)).toEqual([true, false, false, false, true])
  })

  test.each([
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1",
      "Safari on iPhone",
    ],
    [
      "Mozilla/5.0 (Linux; Android 15; SM-X200) SamsungBrowser/27.0 Chrome/125.0 Safari/537.36",
      "Samsung Internet on Android",
    ],
    ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Mac"],
    ["Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/140.0 Safari/537.36", "Chrome on Chromebook"],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"],
    ["curl/8.5.0", "Unknown device"],
    ["", "Unknown device"],
  ])("are named by their device: %s", (userAgent, device) => {
    expect(deviceOf(userAgent)).toBe(device)
  })
})
