import { beforeEach, describe, expect, test } from "vitest"
import { idOf } from "../../../lib/core/actor"
import { changeRole } from "../../../lib/users/change-role"
import { deactivateUser } from "../../../lib/users/deactivate"
import { listUsers } from "../../../lib/users/list"
import { addUser, openCentre } from "../../support/cast"

const centre = openCentre()
const last = { kind: "conflict", message: "The last active admin must stay." }
const activeAdmins = async () =>
  (await listUsers(centre.system(), {})).filter(
    ({ role, deactivatedAt }) => role === "admin" && !deactivatedAt,
  )

async function addAdmin(name: string) {
  const ctx = centre.contextOf(await addUser(centre.system(), name, "admin"))()
  return { ctx, id: String(idOf(ctx.actor)) }
}

beforeEach(async () => {
  await centre.sql`truncate users cascade`
})

describe("the last active admin", () => {
  test("is not demoted and not deactivated, by nobody", async () => {
    const { ctx, id } = await addAdmin("Alex Admin")
    await addUser(centre.system(), "Sam Staff", "staff")
    for (const actor of [ctx, centre.system()])
      await expect(deactivateUser(actor, { id })).rejects.toMatchObject(last)
    await expect(changeRole(centre.system(), { id, role: "staff" })).rejects.toMatchObject(last)
    expect(await activeAdmins()).toHaveLength(1)
  })

  test("is one whose colleagues are all deactivated", async () => {
    const alex = await addAdmin("Alex Admin")
    const kim = await addAdmin("Kim Admin")
    await deactivateUser(alex.ctx, { id: kim.id })
    await expect(deactivateUser(centre.system(), { id: alex.id })).rejects.toMatchObject(last)
  })

  test.each([
    ["demote", changeRole],
    ["deactivate", deactivateUser],
  ] as const)("stays when two admins %s each other at once", async (_, remove) => {
    for (let round = 0; round < 10; round++) {
      await centre.sql`truncate users cascade`
      const alex = await addAdmin("Alex Admin")
      const kim = await addAdmin("Kim Admin")
      const input = (id: string) => (remove === changeRole ? { id, role: "staff" } : { id })
      const answers = await Promise.allSettled([
        remove(alex.ctx, input(kim.id) as never),
        remove(kim.ctx, input(alex.id) as never),
      ])
      const refused = answers.filter((answer) => answer.status === "rejected")
      expect(refused.map(({ reason }) => reason)).toMatchObject([last])
      expect(await activeAdmins()).toHaveLength(1)
    }
  })

  test("stays when all of many leave at once", async () => {
    const admins = await Promise.all(
      ["A", "B", "C", "D", "E", "F"].map((letter) => addAdmin(`${letter} Admin`)),
    )
    const answers = await Promise.allSettled(admins.map(({ ctx, id }) => deactivateUser(ctx, { id })))
    const refused = answers.filter((answer) => answer.status === "rejected")
    expect(refused.map(({ reason }) => reason)).toMatchObject([last])
    expect(await activeAdmins()).toHaveLength(1)
  })
})

describe("a role", () => {
  test("is never changed by its owner", async () => {
    const { ctx, id } = await addAdmin("Alex Admin")
    await addAdmin("Kim Admin")
    for (const role of ["staff", "admin"] as const)
      await expect(changeRole(ctx, { id, role })).rejects.toMatchObject({ kind: "forbidden" })
    expect(await activeAdmins()).toHaveLength(2)
  })

  test("is changed by another admin, and the audit log tells from what to what", async () => {
    const alex = await addAdmin("Alex Admin")
    const kim = await addAdmin("Kim Admin")
    await changeRole(alex.ctx, { id: kim.id, role: "staff" })
    const [event] = await centre.sql`
      select actor_name, data from events where type = 'user.role_changed' order by id desc limit 1`
    expect(event).toEqual({ actor_name: "Alex Admin", data: { userId: kim.id, from: "admin", to: "staff" } })
  })

  test("of a user who does not exist is not changed", async () => {
    const { ctx } = await addAdmin("Alex Admin")
    const nobody = { id: "01a208c2-d254-70d9-80c3-770aa8680818", role: "staff" } as const
    await expect(changeRole(ctx, nobody)).rejects.toMatchObject({ kind: "not_found" })
  })
})

test("the list of users shows no password hash", async () => {
  const { ctx } = await addAdmin("Alex Admin")
  const [user] = await listUsers(ctx, {})
  expect(user).toMatchObject({ name: "Alex Admin", hasPassword: false })
  expect(user).not.toHaveProperty("passwordHash")
})
