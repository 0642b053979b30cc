import { beforeEach, describe, expect, test } from "vitest"
import { noteRefusal } from "../../../lib/audit/refusals"
import { sealEvents } from "../../../lib/audit/seal"
import { getClient } from "../../../lib/clients/get"
import { clientHistory } from "../../../lib/clients/history"
import { updateClient } from "../../../lib/clients/update"
import { handlers } from "../../../lib/jobs/handlers"
import { printByStatus } from "../../../lib/memberships/list-by-status"
import { renewals } from "../../../lib/memberships/renewals"
import { deactivateUser } from "../../../lib/users/deactivate"
import { inviteUser } from "../../../lib/users/invite"
import { setPassword } from "../../../lib/users/set-password"
import { signIn } from "../../../lib/users/sign-in"
import { beforeTests } from "../../support/before"
import { addCast, addClient, inMinutes, openCentre } from "../../support/cast"

const centre = openCentre()
const desk = { channel: "page", address: "192.0.2.7" } as const
const cast = beforeTests(() => addCast(centre))

beforeEach(
  () =>
    centre.sql`delete from events where type in ('client.viewed', 'user.sign_in_failed', 'access.refused')`,
)

const readings = () =>
  centre.sql`select client_id, actor_name, channel, address from events where type = 'client.viewed' order by id`

describe("a reading of a client's page", () => {
  test("tells by whom, of whom and from where", async () => {
    await getClient(centre.staff({ origin: desk }), { id: cast.ada.id })
    await getClient(centre.adminKey({ origin: { channel: "api", address: "2001:db8::1" } }), {
      id: cast.ada.id,
    })
    expect(await readings()).toEqual([
      { client_id: cast.ada.id, actor_name: "Sam Staff", channel: "page", address: "192.0.2.7" },
      { client_id: cast.ada.id, actor_name: "admin script", channel: "api", address: "2001:db8::1" },
    ])
  })

  test("again within 15 minutes is the same one, unless it comes from elsewhere or is about somebody else", async () => {
    const read = (
      minutes: number,
      id: string,
      origin: typeof desk | { channel: "page"; address: string } = desk,
    ) => getClient(centre.staff({ now: inMinutes(minutes), origin }), { id })
    await read(0, cast.ada.id)
    await read(14, cast.ada.id)
    await read(14, cast.ben.id)
    await read(14, cast.ada.id, { channel: "page", address: "198.51.100.9" })
    await clientHistory(centre.admin({ now: inMinutes(14), origin: desk }), { clientId: cast.ada.id })
    expect(await readings()).toHaveLength(4)
    await read(30, cast.ada.id)
    expect(await readings()).toHaveLength(5)
  })

  test("of nobody, or by somebody who may not, leaves no trace", async () => {
    await expect(getClient(centre.staff(), { id: crypto.randomUUID() })).rejects.toMatchObject({
      kind: "not_found",
    })
    await expect(getClient(centre.visitor(), { id: cast.ada.id })).rejects.toMatchObject({
      kind: "unauthenticated",
    })
    expect(await readings()).toEqual([])
  })

  test("is not part of what happened to them, and no webhook tells of it", async () => {
    const { rows: before } = await clientHistory(centre.admin(), { clientId: cast.ben.id })
    await getClient(centre.staff(), { id: cast.ben.id })
    const { rows } = await clientHistory(centre.admin(), { clientId: cast.ben.id })
    expect(rows).toEqual(before)
    expect(
      await centre.sql`select from outbox o join events e on e.id = o.event_id where type = 'client.viewed'`,
    ).toEqual([])
  })

  test("on paper is one of everybody on the list", async () => {
    await printByStatus(centre.staff(), { status: "expired" })
    await renewals(centre.admin(), { everyone: true })
    await renewals(centre.admin(), {})
    expect((await readings()).map(({ client_id, actor_name }) => [client_id, actor_name])).toEqual([
      [cast.ada.id, "Sam Staff"],
      ...[cast.ada.id, cast.theo.id].map((id) => [id, "Alex Admin"]),
    ])
  })
})

describe("a sign-in that failed", () => {
  const password = "seven green kettles hum"
  const attempt = (email: string, secret: string, minutes = 0) =>
    signIn(centre.visitor({ now: inMinutes(minutes), origin: desk }), {
      email,
      password: secret,
      userAgent: null,
    })
  const failures = () =>
    centre.sql`select data, actor_kind, channel, address from events where type = 'user.sign_in_failed' order by id`

  test("is kept with the account and the reason, and without what was typed where there is no account", async () => {
    const { id, token } = await inviteUser(centre.system(), {
      name: "Ina Desk",
      email: "ina@bec.example",
      role: "staff",
    })
    await attempt("ina@bec.example", "hunter2 hunter2")
    await setPassword(centre.visitor(), { token, password })
    await attempt("nobody@bec.example", "hunter2 hunter2")
    for (let time = 0; time < 5; time++) await attempt("ina@bec.example", "hunter2 hunter2")
    await attempt("ina@bec.example", password)
    await deactivateUser(centre.admin(), { id })
    await attempt("ina@bec.example", password, 60)
    const found = await failures()
    expect(found.map(({ data }) => [data.userId, data.because])).toEqual([
      [id, "password"],
      [null, "unknown"],
      ...Array.from({ length: 5 }, () => [id, "password"]),
      [id, "locked"],
      [id, "deactivated"],
    ])
    expect(found[0]).toMatchObject({ actor_kind: "visitor", channel: "page", address: "192.0.2.7" })
    expect(JSON.stringify(found)).not.toMatch(/nobody@|hunter2|kettles/)
  })

  test("of many at a door that is shut is told once an hour", async () => {
    const at = (minutes: number) => centre.visitor({ now: inMinutes(minutes), origin: desk })
    for (const minutes of [0, 1, 59, 61]) await noteRefusal(at(minutes), { by: "api_key" })
    await noteRefusal(at(1), { by: "sign_in_limit" })
    await noteRefusal({ ...at(1), origin: { channel: "api", address: "198.51.100.9" } }, { by: "api_key" })
    expect(await centre.sql`select from events where type = 'access.refused'`).toHaveLength(4)
  })
})

describe("the nightly check", () => {
  test("counts what holds, and fails when something was changed", async () => {
    const { id } = await addClient(centre)
    await updateClient(centre.admin(), { id, changes: { notes: "Old" } })
    await centre.sql`delete from unsealed_events where event_id not in (select id from events)`
    await centre.sql`delete from event_seals; delete from unsealed_events`.simple()
    await centre.sql`update audit_head set position = 0, hash = repeat('0', 64)`
    await centre.sql`insert into unsealed_events select id from events`
    while ((await sealEvents(centre.system(), {})) > 0);
    const now = centre.system().now
    const [{ count } = {}] = await centre.sql`select count(*)::int from events`
    expect(await handlers.audit_check(centre.system(), now)).toEqual({ sealed: count, waiting: 0 })
    await centre.sql`update events set actor_name = 'Nobody' where client_id = ${id} and type = 'client.updated'`
    await expect(handlers.audit_check(centre.system(), now)).rejects.toThrow("does not hold")
  })
})
