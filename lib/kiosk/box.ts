import {
  constants,
  createPublicKey,
  generateKeyPair as generate,
  type JsonWebKey,
  privateDecrypt,
} from "node:crypto"
import { promisify } from "node:util"
import { desc, eq, sql } from "drizzle-orm"
import { v7 } from "uuid"
import type { Database, Transaction } from "../../db/client"
import { kioskBoxes } from "../../db/schema"
import type { Sealer } from "../core/crypto"
import { storable } from "../core/fields"
import type { Inside } from "../core/operation"
import type { KioskState, Way } from "./contract"

const generateKeyPair = promisify(generate)

/** Long enough to hold what a visitor gives in one block (RSA-OAEP, RFC 8017), so that all entries are equally long. */
const BITS = 3072

/** What the private half of a key is sealed for. */
export const boxPurpose = (id: string) => `private key of the kiosk's box ${id}`

/**
 * The public key to which tablets encrypt what visitors give without the network. The first tablet to ask has it made;
 * so has the first after the secret changed with which its private half was sealed.
 */
export async function publicBox(inside: Pick<Inside, "tx" | "sealer" | "now">): Promise<KioskState["box"]> {
  const { tx, sealer } = inside
  const known = await latestUsable(tx, sealer)
  if (known) return known
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('kiosk box'))`)
  return (await latestUsable(tx, sealer)) ?? (await makeBox(inside))
}

/** What is inside an encrypted entry; null when this key cannot open it or it is not what a tablet puts in. */
export async function openSealed(
  db: Database,
  sealer: Sealer,
  { box, sealed }: { box: string; sealed: string },
): Promise<{ way: Way; value: string } | null> {
  const [found] = await db
    .select()
    .from(kioskBoxes)
    .where(eq(sql`${kioskBoxes.id}::text`, box))
  if (!found) return null
  try {
    const key = sealer.unseal(found.sealedPrivateKey, boxPurpose(found.id))
    const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" }
    const text = privateDecrypt({ key, ...padding }, Buffer.from(sealed, "base64")).toString("utf8")
    const { way, value } = JSON.parse(text) as Record<string, unknown>
    if (typeof value !== "string" || !storable(value) || !ways.includes(way as Way)) return null
    return { way: way as Way, value: value.slice(0, 200).toWellFormed() }
  } catch {
    return null
  }
}

const ways: Way[] = ["card", "phone", "code"]

async function latestUsable(tx: Transaction, sealer: Sealer): Promise<KioskState["box"] | null> {
  const [latest] = await tx.select().from(kioskBoxes).orderBy(desc(kioskBoxes.id)).limit(1)
  if (!latest || !opens(sealer, latest)) return null
  return { id: latest.id, publicKey: JSON.parse(latest.publicKey) as JsonWebKey }
}

function opens(sealer: Sealer, { id, sealedPrivateKey }: typeof kioskBoxes.$inferSelect): boolean {
  try {
    sealer.unseal(sealedPrivateKey, boxPurpose(id))
    return true
  } catch {
    return false
  }
}

async function makeBox({ tx, sealer, now }: Pick<Inside, "tx" | "sealer" | "now">) {
  const id = v7()
  const { publicKey, privateKey } = await generateKeyPair("rsa", {
    modulusLength: BITS,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  })
  const jwk = createPublicKey(publicKey).export({ format: "jwk" })
  const sealedPrivateKey = sealer.seal(privateKey, boxPurpose(id))
  await tx.insert(kioskBoxes).values({ id, publicKey: JSON.stringify(jwk), sealedPrivateKey, createdAt: now })
  return { id, publicKey: jwk }
}
