import { describe, expect, test } from "vitest"
import { endUserSessions } from "../../../lib/users/end-sessions"
import { inviteUser } from "../../../lib/users/invite"
import { listUsers } from "../../../lib/users/list"
import { resumeSession } from "../../../lib/users/sessions"
import { setPassword } from "../../../lib/users/set-password"
import { signIn } from "../../../lib/users/sign-in"
import { updateUser } from "../../../lib/users/update"
import { inMinutes, openCentre } from "../../support/cast"

const centre = openCentre()
const password = "seven green kettles hum"

let number = 0
async function addPerson() {
  const email = `user${number++}@bec.example`
  const { id, token } = await inviteUser(centre.admin(), { name: "Nora New", email, role: "staff" })
  await setPassword(centre.visitor(), { token, password })
  const enter = (given = email, minutes = 0) =>
    signIn(centre.visitor({ now: inMinutes(minutes) }), { email: given, password })
  return { id, email, enter }
}

const listed = async (id: string, minutes = 0) =>
  (await listUsers(centre.admin({ now: inMinutes(minutes) }), {})).find((user) => user.id === id)

describe("a user's name and e-mail", () => {
  test("are corrected, and the audit log tells from what to what", async () => {
    const { id, email, enter } = await addPerson()
    await updateUser(centre.admin(), { id, name: " Nora Newton ", email: "Nora.Newton@BEC.example" })
    expect(await listed(id)).toMatchObject({ name: "Nora Newton", email: "nora.newton@bec.example" })
    expect(await enter()).toBeNull()
    expect(await enter("nora.newton@bec.example")).toMatchObject({ userId: id })
    const [event] =
      await centre.sql`select data from events where type = 'user.updated' order by id desc limit 1`
    expect(event?.data).toEqual({
      userId: id,
      fields: {
        name: { from: "Nora New", to: "Nora Newton" },
        email: { from: email, to: "nora.newton@bec.example" },
      },
    })
  })

  test("that are saved as they were leave no trace", async () => {
    const { id, email } = await addPerson()
    const events = () => centre.sql`select count(*)::int from events`
    const before = await events()
    await updateUser(centre.admin(), { id, name: "Nora New", email })
    expect(await events()).toEqual(before)
  })

  test("are refused when they are missing, wrong, or another user's", async () => {
    const [nora, olga] = [await addPerson(), await addPerson()]
    const change = (more: object) =>
      updateUser(centre.admin(), { id: nora.id, name: "N", email: nora.email, ...more })
    await expect(change({ name: " " })).rejects.toMatchObject({ kind: "invalid" })
    await expect(change({ email: "nonsense" })).rejects.toMatchObject({ kind: "invalid" })
    await expect(change({ role: "admin" })).rejects.toMatchObject({ kind: "invalid" })
    await expect(change({ email: olga.email.toUpperCase() })).rejects.toMatchObject({
      kind: "conflict",
      details: { fields: [{ field: "email" }] },
    })
    await expect(change({ id: "01a208c2-d254-70d9-80c3-770aa8680818" })).rejects.toMatchObject({
      kind: "not_found",
    })
    expect(await listed(nora.id)).toMatchObject({ name: "Nora New", email: nora.email })
  })
})

test("signing a user out everywhere ends their sessions and nobody else's, and they may come back", async () => {
  const [nora, olga] = [await addPerson(), await addPerson()]
  const sessions = [await nora.enter(), await nora.enter(), await olga.enter()]
  const ids = sessions.map((session) => (session && "sessionId" in session ? session.sessionId : ""))
  expect(await listed(nora.id)).toMatchObject({ openSessions: 2, hasPassword: true, hasSecondFactor: false })
  await endUserSessions(centre.admin(), { id: nora.id })
  const resumed = await Promise.all(ids.map((id) => resumeSession(centre.db, id, inMinutes(1))))
  expect(resumed.map((user) => user?.id)).toEqual([undefined, undefined, olga.id])
  const [event] = await centre.sql`select actor_name, data from events where type = 'user.sessions_ended'`
  expect(event).toEqual({ actor_name: "Alex Admin", data: { userId: nora.id } })
  expect(await listed(nora.id)).toMatchObject({ openSessions: 0 })
  expect(await nora.enter()).toMatchObject({ userId: nora.id })
})

test("the list of users counts only sessions that would still be let in, and shows no secrets", async () => {
  const nora = await addPerson()
  await nora.enter()
  expect(await listed(nora.id, 29)).toMatchObject({ openSessions: 1 })
  expect(await listed(nora.id, 30)).toMatchObject({ openSessions: 0 })
  expect(Object.keys((await listed(nora.id)) ?? {}).filter((key) => /hash|secret|step/i.test(key))).toEqual(
    [],
  )
})
