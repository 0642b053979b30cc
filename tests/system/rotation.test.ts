import { afterAll, beforeAll, expect, test } from "vitest"
import { setPin } from "../../lib/users/pin"
import { confirmSecondFactor } from "../../lib/users/second-factor"
import { codeAt, newSecret } from "../../lib/users/totp"
import { runCrm } from "../server/crm"
import { makeDatabase } from "../support/database"
import {
  addUserWithPassword,
  authSecret,
  contextOn,
  password,
  signInByHttp,
  startServer,
} from "../support/server"
import { pairByHttp } from "../support/tablet"

const before = { AUTH_SECRET: authSecret }
const both = {
  AUTH_SECRET: "the secret that takes the place of the one before",
  AUTH_SECRET_PREVIOUS: authSecret,
}
const after = { AUTH_SECRET: both.AUTH_SECRET }

const email = "rotunda@bec.example"
const totp = newSecret()
const PIN = "208713"
let database: Awaited<ReturnType<typeof makeDatabase>>

beforeAll(async () => {
  database = await makeDatabase()
  const system = contextOn(database.db)
  const { id, name, role } = await addUserWithPassword(system, { name: "Rotunda", email, role: "admin" })
  const as = { ...system, actor: { kind: "user", id, name, role, sessionId: id } as const }
  const hourAgo = new Date(Date.now() - 3_600_000)
  await confirmSecondFactor({ ...as, now: hourAgo }, { secret: totp, code: codeAt(totp, hourAgo) })
  await setPin(as, { pin: PIN })
})
afterAll(() => database?.close())

/** What a server under these secrets does for who comes with the cookies of before. */
async function tried(settings: Record<string, string>, session = "", tablet = "") {
  const server = await startServer(database.url, settings)
  try {
    const page = await fetch(`${server.url}/clients`, { headers: { cookie: session }, redirect: "manual" })
    // Each code counts once, and servers may be asked within the same half minute.
    await database.sql`update users set totp_last_step = null`
    const code = codeAt(totp, new Date())
    const signedIn = await signInByHttp(server.url, email, password, code).catch(() => null)
    const device = tablet || (await pairByHttp(server.url, database.db))
    const unlocked = await fetch(`${server.url}/kiosk/calls/unlock`, {
      method: "POST",
      headers: { "content-type": "application/json", "sec-fetch-site": "same-origin", cookie: device },
      body: JSON.stringify({ pin: PIN }),
    })
    return { stays: page.status === 200, signedIn, pinOpens: unlocked.status === 200, device }
  } finally {
    await server.stop()
  }
}

test("AUTH_SECRET is replaced: nobody is signed out at first, and no second factor, PIN or tablet is lost", async () => {
  const first = await tried(before)
  expect(first).toMatchObject({ stays: false, signedIn: expect.any(String), pinOpens: true })
  const second = await tried(both, first.signedIn ?? "", first.device)
  expect(second).toMatchObject({ stays: true, signedIn: expect.any(String), pinOpens: true })

  const resealed = runCrm(["reseal"], { ...both, DATABASE_URL: database.url })
  expect(resealed).toMatchObject({ code: 0, stderr: "" })
  expect(resealed.stdout).toMatch(/^\d+ sealed anew\.\n$/)

  const third = await tried(after, second.signedIn ?? "", first.device)
  expect(third).toMatchObject({ stays: true, signedIn: expect.any(String), pinOpens: true })
  const old = await tried(after, first.signedIn ?? "", first.device)
  expect(old.stays).toBe(false)
})

test("and with the secret of before alone, nothing opens any more", async () => {
  const gone = await tried(before)
  expect(gone.pinOpens).toBe(false)
})
