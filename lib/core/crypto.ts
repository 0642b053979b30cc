import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto"

/** Keeps text unreadable in the database. `purpose` says what the text is and whose; under another it does not open. */
export type Sealer = {
  seal: (text: string, purpose: string) => string
  /** Throws when the text was changed, sealed with another key, or for another purpose. */
  unseal: (sealed: string, purpose: string) => string
}

const CIPHER = "aes-256-gcm"
const IV_BYTES = 12
const TAG_BYTES = 16
const VERSION = "v1."

/**
 * A sealer (AES-256-GCM) whose key is derived from `secret` by HKDF; the secret itself encrypts nothing. It also opens
 * what was sealed under `former`, while that is given.
 */
export function sealerFrom(secret: string, former?: string): Sealer {
  const { seal, unseal } = sealerOf(secret)
  if (!former) return { seal, unseal }
  const old = sealerOf(former)
  return {
    seal,
    unseal(sealed, purpose) {
      try {
        return unseal(sealed, purpose)
      } catch {
        return old.unseal(sealed, purpose)
      }
    },
  }
}

function sealerOf(secret: string): Sealer {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "bec-crm sealed text v1", 32))
  return {
    seal(text, purpose) {
      const iv = randomBytes(IV_BYTES)
      const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES }).setAAD(
        Buffer.from(purpose),
      )
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()])
      return VERSION + Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url")
    },
    unseal(sealed, purpose) {
      if (!sealed.startsWith(VERSION)) throw new Error("this text was not sealed here")
      const bytes = Buffer.from(sealed.slice(VERSION.length), "base64url")
      const iv = bytes.subarray(0, IV_BYTES)
      const tag = bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES)
      const decipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES })
      decipher.setAAD(Buffer.from(purpose)).setAuthTag(tag)
      return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, "utf8") + decipher.final("utf8")
    },
  }
}

const keyless = (): never => {
  throw new Error("this context has no key to seal with")
}

/** For contexts in which nothing is sealed, such as the sample centre's. */
export const noSealer: Sealer = { seal: keyless, unseal: keyless }

/** How many texts were sealed anew, and how many no key opens any more. */
export type Resealed = { sealed: number; shut: number }

/** Seals texts anew with the present key, and counts them; what does not open stays as it is. */
export function resealerOf({ seal, unseal }: Sealer) {
  const counts: Resealed = { sealed: 0, shut: 0 }
  const reseal = <T extends string | null>(text: T, purpose: string): T | string => {
    if (text === null) return text
    try {
      const anew = seal(unseal(text, purpose), purpose)
      counts.sealed += 1
      return anew
    } catch {
      counts.shut += 1
      return text
    }
  }
  return { counts, reseal }
}

export type Resealer = ReturnType<typeof resealerOf>["reseal"]
