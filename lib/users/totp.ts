import { Secret, TOTP } from "otpauth"

const STEP_SECONDS = 30
/** RFC 6238 as every authenticator app knows it: SHA-1, 6 digits, 30 seconds. */
const shape = { algorithm: "SHA1", digits: 6, period: STEP_SECONDS }

/** A new secret for an authenticator app: 160 random bits in base32. */
export const newSecret = () => new Secret({ size: 20 }).base32

/** The number of the 30-second step in which `moment` lies. */
export const stepAt = (moment: Date) => Math.floor(moment.getTime() / (STEP_SECONDS * 1000))

/** The code that the app shows at `moment`. */
export const codeAt = (secret: string, moment: Date) =>
  TOTP.generate({ secret: Secret.fromBase32(secret), ...shape, timestamp: moment.getTime() })

/**
 * The step of which `code` is the code, or null: the present step, the one before or the one after, as clocks differ,
 * and only one later than `lastStep`, so that no code counts twice.
 */
export function stepOf(code: string, secret: string, now: Date, lastStep: number | null): number | null {
  if (!/^\d{6}$/.test(code)) return null
  const steps = [0, -1, 1].map((near) => stepAt(now) + near).filter((step) => step > (lastStep ?? -1))
  const totp = new TOTP({ secret: Secret.fromBase32(secret), ...shape })
  const isCodeOf = (step: number) =>
    totp.validate({ token: code, timestamp: step * STEP_SECONDS * 1000, window: 0 }) === 0
  return steps.find(isCodeOf) ?? null
}

/** What the QR code holds: the secret, and under which name the app shows it. */
export const appAddress = (secret: string, account: string) =>
  new TOTP({ issuer: "BEC CRM", label: account, secret: Secret.fromBase32(secret), ...shape }).toString()
