import { beforeAll, onTestFinished } from "vitest"
import { kioskDevices, sessions } from "../../db/schema"
import { actorOfKey, createApiKey } from "../../lib/api-keys/keys"
import { createClient } from "../../lib/clients/create"
import type { ClientInput } from "../../lib/clients/schema"
import type { Actor } from "../../lib/core/actor"
import { addDays } from "../../lib/core/clock"
import { sealerFrom } from "../../lib/core/crypto"
import { only } from "../../lib/core/only"
import type { Context } from "../../lib/core/operation"
import { hashToken, newToken } from "../../lib/core/tokens"
import { enroll } from "../../lib/memberships/enroll"
import { inviteUser } from "../../lib/users/invite"
import { freshDatabase, makeDatabase } from "./database"

export const timeZone = "America/Los_Angeles"

/** Tuesday, 10 March 2026, 11 in the morning at the centre, two days after its clocks changed. */
export const now = new Date("2026-03-10T18:00:00Z")
export const today = "2026-03-10"

/** A day relative to today: `day(-1)` is yesterday. */
export const day = (days: number) => addDays(today, days)

/** The key with which the centre of the tests seals. */
export const sealer = sealerFrom("kept by the tests and by nobody else at all")

/** A moment relative to now. */
export const inMinutes = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

type Overrides = Partial<Omit<Context, "actor">>
export type Centre = ReturnType<typeof openCentre>

/**
 * A centre with a database of its own and one of each who may act in it, all of them there from the file's first test on;
 * it closes after the last.
 */
export function openCentre(options?: { max?: number }) {
  const { actors, centre } = centreOn(freshDatabase(options))
  beforeAll(() => invite(centre.system(), actors))
  return centre
}

/** The same, opened at once, for a test that needs one more; it closes when the test is over. */
export async function openAnotherCentre(): Promise<Centre> {
  const database = await makeDatabase()
  onTestFinished(database.close)
  const { actors, centre } = centreOn(database)
  await invite(centre.system(), actors)
  return centre
}

const invited = ["admin", "staff", "adminKey", "staffKey", "kiosk"] as const

async function invite(ctx: Context, actors: Record<(typeof invited)[number], Actor>) {
  Object.assign(actors.admin, await addUser(ctx, "Alex Admin", "admin"))
  Object.assign(actors.staff, await addUser(ctx, "Sam Staff", "staff"))
  Object.assign(actors.adminKey, await addKey(ctx, "admin"))
  Object.assign(actors.staffKey, await addKey(ctx, "staff"))
  Object.assign(actors.kiosk, await addTablet(ctx, "Front door"))
}

/** Whoever has to be invited first is nobody yet. */
function centreOn<D extends { db: Context["db"] }>(database: D) {
  const actors = Object.fromEntries(invited.map((name) => [name, {}])) as Record<
    (typeof invited)[number],
    Actor
  >
  const contextOf =
    (actor: Actor) =>
    (overrides: Overrides = {}): Context => ({
      db: database.db,
      actor,
      now,
      timeZone,
      requestId: "test",
      sealer,
      ...overrides,
    })
  const centre = {
    ...database,
    contextOf,
    system: contextOf({ kind: "system", name: "Test" }),
    visitor: contextOf({ kind: "visitor" }),
    admin: contextOf(actors.admin),
    staff: contextOf(actors.staff),
    adminKey: contextOf(actors.adminKey),
    staffKey: contextOf(actors.staffKey),
    zapier: contextOf({ kind: "zapier", name: "Zapier" }),
    kiosk: contextOf(actors.kiosk),
  }
  return { actors, centre }
}

/** A user who is signed in. */
export async function addUser(ctx: Context, name: string, role: "admin" | "staff"): Promise<Actor> {
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@bec.example`
  const { id } = await inviteUser(ctx, { name, email, role })
  const session = { userId: id, createdAt: ctx.now, lastSeenAt: ctx.now }
  const { id: sessionId } = only(await ctx.db.insert(sessions).values(session).returning())
  return { kind: "user", id, name, role, sessionId }
}

/** A tablet that was let in at the station Kiosk-Main. */
export async function addTablet({ db, now }: Context, name: string): Promise<Actor> {
  const device = { name, station: "Kiosk-Main", tokenHash: hashToken(newToken()), pairedAt: now }
  const { id } = only(await db.insert(kioskDevices).values(device).returning())
  return { kind: "kiosk", id, name, station: device.station }
}

async function addKey(ctx: Context, role: "admin" | "staff"): Promise<Actor> {
  const { key } = await createApiKey(ctx, { name: `${role} script`, role })
  const actor = await actorOfKey(ctx.db, key, ctx.now)
  if (!actor) throw new Error("a new key opens the door")
  return actor
}

/** A client who need not be anybody in particular. */
export function addClient(centre: Centre, input: Partial<ClientInput> = {}, overrides?: Overrides) {
  const whole = { firstName: "Ana", lastName: "Reyes", allowDuplicate: true, ...input }
  return createClient(centre.admin(overrides), whole)
}

/** The fixed cast of the centre. */
export async function addCast(centre: Centre) {
  const person = (firstName: string, lastName: string, phone?: string) =>
    addClient(centre, { firstName, lastName, phone })
  const covered = async (client: { id: string }, startsOn: string, endsOn: string) => {
    await enroll(centre.admin(), { clientId: client.id, planCode: "unlimited", startsOn, endsOn })
  }
  const cast = {
    maria: await person("Maria", "Lopez", "+16615550111"),
    theo: await person("Theo", "Nguyen"),
    ada: await person("Ada", "Brooks"),
    ben: await person("Ben", "Carter"),
    lin: await person("Lin", "Chen"),
    sofia: await person("Sofia", "Garcia", "+16615550199"),
    mateo: await person("Mateo", "Garcia", "+16615550199"),
  }
  await covered(cast.maria, day(-60), day(200))
  await covered(cast.theo, day(-60), day(12))
  await covered(cast.ada, day(-60), day(-3))
  await covered(cast.lin, day(10), day(100))
  await covered(cast.sofia, day(-60), day(200))
  await covered(cast.mateo, day(-60), day(200))
  return cast
}
