import { constants, createPublicKey, type JsonWebKey, publicEncrypt, randomUUID } from "node:crypto"
import { sql } from "drizzle-orm"
import { connect } from "../../db/client"
import type { ContactAnswer, Entry, KioskState, SyncAnswer } from "../../lib/kiosk/contract"
import { pairByHttp } from "../support/tablet"
import type { apiOf } from "./api"
import { expect } from "./centre"
import { uniqueWord } from "./words"

type Given = { way: string; value: string }
export type DoorTablet = Awaited<ReturnType<typeof openTablet>>

/** A tablet of its own, at a station that no other test has, which asks as its page does. */
export async function openTablet() {
  const url = String(process.env.E2E_URL)
  const { db, close } = connect(String(process.env.E2E_DATABASE_URL), { max: 1 })
  const name = `${uniqueWord()} ${uniqueWord()}`
  const station = `Kiosk-${uniqueWord()}`
  const cookie = await pairByHttp(url, db, { name, station })
  // It was let in long before what it keeps: what is older would be marked.
  await db.execute(
    sql`update kiosk_devices set paired_at = paired_at - interval '60 days' where station = ${station}`,
  )
  await close()

  const ask = async <R>(call: string, body: unknown): Promise<R> => {
    const answer = await fetch(`${url}/kiosk/calls/${call}`, {
      method: "POST",
      headers: { cookie, "content-type": "application/json", "sec-fetch-site": "same-origin" },
      body: JSON.stringify(body),
    })
    expect(answer.status).toBe(200)
    return answer.json()
  }
  const contact = (more: object = {}) =>
    ask<ContactAnswer>("contact", { build: "1", waiting: 0, clock: Date.now(), ...more })
  /** Sends what a visitor gave an hour ago, while there was no network. */
  const entered = async (given: Given, { minutes = 60, offset = 0 } = {}) => {
    const { box } = await contact()
    const entry: Entry = {
      key: randomUUID(),
      at: Date.now() - minutes * 60_000 - offset,
      offset,
      ...sealFor(box, given),
    }
    const { kept } = await ask<SyncAnswer>("sync", { clock: Date.now() - offset, entries: [entry] })
    expect(kept).toEqual([entry.key])
  }
  return { name, station, contact, entered, call: () => ask("call", {}) }
}

function sealFor(box: KioskState["box"], given: Given) {
  const key = createPublicKey({ key: box.publicKey as JsonWebKey, format: "jwk" })
  const how = { key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" }
  const sealed = publicEncrypt(how, Buffer.from(JSON.stringify(given))).toString("base64")
  return { sealed, box: box.id }
}

/** A phone number that nobody in the centre has. */
export const unknownPhone = () => `+1661555${String(Math.floor(1000 + Math.random() * 9000))}`

/** A tablet that is well, one that was not heard of for long, and one that was cut off. */
export async function tabletsInEachState(): Promise<string> {
  const [well, away, off] = [await openTablet(), await openTablet(), await openTablet()]
  await well.contact({ battery: { percent: 72, charging: true } })
  await away.contact({
    clock: Date.now() - 11_100_000,
    waiting: 12,
    battery: { percent: 8, charging: false },
  })
  const { sql, close } = connect(String(process.env.E2E_DATABASE_URL), { max: 1 })
  await sql`update kiosk_devices set last_contact_at = now() - interval '3 hours',
    name = ${`${away.name} ${"unbroken".repeat(5)}`} where name = ${away.name}`
  await sql`update kiosk_devices set revoked_at = now() where name = ${off.name}`
  await close()
  return ""
}

/** An entry by each way in, one of a family and one that nobody can read. */
export async function entriesOfEachKind(api: ReturnType<typeof apiOf>): Promise<string> {
  const { entered } = await openTablet()
  const phone = unknownPhone()
  for (let n = 0; n < 2; n++) await api.addClient({ phone })
  await entered({ way: "phone", value: phone }, { offset: 11_100_000 })
  await entered({ way: "phone", value: unknownPhone() }, { minutes: 3000 })
  await entered({ way: "card", value: "no card of ours" })
  await entered({ way: "code", value: "12345678" }, { minutes: 60 * 24 * 40 })
  await entered({ way: "nonsense", value: "" })
  return ""
}
