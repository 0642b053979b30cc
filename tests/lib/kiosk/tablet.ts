import { constants, createPublicKey, type JsonWebKey, publicEncrypt, randomUUID } from "node:crypto"
import { memberCards } from "../../../db/schema"
import type { KioskState, Person, Way } from "../../../lib/kiosk/contract"
import { lookUp } from "../../../lib/kiosk/look-up"
import { kioskState } from "../../../lib/kiosk/state"
import { type Centre, inMinutes } from "../../support/cast"

type Overrides = Parameters<Centre["kiosk"]>[0]

/** A working card of the client, as it is printed. */
export async function cardFor({ db }: Pick<Centre, "db">, clientId: string, code = "10000001") {
  const token = `BEC${code.padStart(24, "7")}`
  await db.insert(memberCards).values({ clientId, token, code, createdAt: inMinutes(-60) })
  return { token, code }
}

/** What the tablet shows for what a visitor gave: `Ana R.`, and `(here)` for those who are. */
export async function shown(
  centre: Centre,
  way: Way,
  value: string,
  overrides?: Overrides,
): Promise<string[]> {
  const { people } = await lookUp(centre.kiosk(overrides), { way, value })
  return people.map(({ firstName, initial, here }) => `${firstName} ${initial}.${here ? " (here)" : ""}`)
}

/** The people behind a phone number, each with a new key, as the tablet asks to check them in. */
export async function chosen(centre: Centre, phone: string, overrides?: Overrides) {
  const { people } = await lookUp(centre.kiosk(overrides), { way: "phone", value: phone })
  return people.map((person: Person) => ({ ticket: person.ticket, key: randomUUID() }))
}

/** What a visitor gave as the tablet keeps it: encrypted to the server's public key. */
export async function sealedOf(centre: Centre, given: { way: string; value: string } | string) {
  const { box } = await kioskState(centre.kiosk(), {})
  return sealFor(box, given)
}

/** The same for a box that is known. */
export function sealFor(box: KioskState["box"], given: { way: string; value: string } | string) {
  const key = createPublicKey({ key: box.publicKey as JsonWebKey, format: "jwk" })
  const text = typeof given === "string" ? given : JSON.stringify(given)
  const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" }
  return { sealed: publicEncrypt({ key, ...padding }, Buffer.from(text)).toString("base64"), box: box.id }
}
