import { hash, verify } from "@node-rs/argon2"
import { dictionary } from "@zxcvbn-ts/language-common"
import { invalid } from "../core/errors"

export const MINIMUM_LENGTH = 12

/** OWASP's minimum for argon2id: 19 MiB, 2 passes, 1 lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The argon2id hash of a password, in PHC format. */
export const hashPassword = (password: string) => hash(password.normalize("NFKC"), cost)

let decoy: Promise<string> | undefined

/** Whether the password is the hashed one. Without a hash it takes as long and is false, so that time tells nothing. */
export async function isPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  decoy ??= hashPassword("a password that nobody has")
  const matches = await verify(stored ?? (await decoy), password.normalize("NFKC"))
  return matches && Boolean(stored)
}

/**
 * Throws invalid unless the password is long enough, not a common or breached one, and not about its owner
 * (NIST SP 800-63B, 5.1.1.2: length and a block list instead of rules about kinds of characters).
 */
export function requireGoodPassword(password: string, owner: { name: string; email: string }): void {
  const plain = password.normalize("NFKC").toLowerCase()
  if (Array.from(plain).length < MINIMUM_LENGTH)
    throw invalid("password", `Use at least ${MINIMUM_LENGTH} characters. A short sentence works well.`)
  if (isCommon(plain)) throw invalid("password", "This password is on lists of common ones. Choose another.")
  if (isOurs(plain)) throw invalid("password", "Do not use the centre's name as the password.")
  if (isAbout(plain, owner)) throw invalid("password", "Do not use your name or e-mail as the password.")
}

let common: Set<string> | undefined

function isCommon(plain: string): boolean {
  common ??= new Set([...Object.values(dictionary)].flat().map((word) => String(word).toLowerCase()))
  return (
    common.has(plain) ||
    new Set(plain).size < 4 ||
    common.has(halfOf(plain)) ||
    common.has(withoutTail(plain))
  )
}

/** `passwordpassword` is as common as `password`. */
const halfOf = (plain: string) => {
  const half = plain.slice(0, plain.length / 2)
  return half + half === plain ? half : plain
}

/** `password12345` is as common as `password`. */
const withoutTail = (plain: string) => plain.replace(/[\d!.?*#]+$/, "")

/** Words of this place, which whoever guesses here tries first. */
const ours = ["bakersfield", "esports", "center", "centre", "bec", "crm", "kern", "regional", "krc"]

/** Whether nothing but words of this place and a number is left of it. */
function isOurs(plain: string): boolean {
  const word = new RegExp(`^(${ours.join("|")})+\\d*$`)
  return word.test(plain.replace(/[^\p{L}\p{N}]/gu, ""))
}

function isAbout(plain: string, { name, email }: { name: string; email: string }): boolean {
  const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "")
  const own = [name, email, email.split("@")[0] ?? ""].map(bare).filter((word) => word.length >= 3)
  return own.some((word) => bare(plain).replace(/\d+$/, "") === word || bare(plain) === word)
}
