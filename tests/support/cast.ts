import { afterAll } from "vitest"
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
import { freshDatabase } from "./database"

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
export type Centre = Awaited<ReturnType<typeof openCentre>>

/** A centre with a database of its own and one of each who may act in it; it closes after the file's last test. */
export async function openCentre(options?: { max?: number }) {
  const database = await freshDatabase(options)
  afterAll(database.close)
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
  const system = contextOf({ kind: "system", name: "Test" })
  return {
    ...database,
    contextOf,
    system,
    visitor: contextOf({ kind: "visitor" }),
    admin: contextOf(await addUser(system(), "Alex Admin", "admin")),
    staff: contextOf(await addUser(system(), "Sam Staff", "staff")),
    adminKey: contextOf(await addKey(system(), "admin")),
    staffKey: contextOf(await addKey(system(), "staff")),
    zapier: contextOf({ kind: "zapier", name: "Zapier" }),
    kiosk: contextOf(await addTablet(system(), "Front door")),
  }
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
  return createClient(centre.admin(overrides), { firstName: "Ana", lastName: "Reyes", ...input })
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
