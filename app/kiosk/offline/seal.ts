import type { KioskState, Way } from "@/lib/kiosk/contract"

/**
 * What a visitor gave, encrypted so that only the server can read it: not even this tablet. Undefined where the browser
 * cannot encrypt, as on a page that did not come by https.
 */
export async function sealed(way: Way, value: string, box: KioskState["box"]) {
  if (!globalThis.crypto?.subtle) return undefined
  const algorithm = { name: "RSA-OAEP", hash: "SHA-256" }
  const key = await crypto.subtle.importKey("jwk", publicPart(box.publicKey), algorithm, false, ["encrypt"])
  const plain = new TextEncoder().encode(JSON.stringify({ way, value }))
  const bytes = new Uint8Array(await crypto.subtle.encrypt(algorithm, key, plain))
  return btoa(String.fromCharCode(...bytes))
}

/** Whatever else the key says of itself, such as its use, must not keep it from being used. */
const publicPart = ({ kty, n, e }: JsonWebKey): JsonWebKey => ({ kty, n, e, alg: "RSA-OAEP-256", ext: true })
