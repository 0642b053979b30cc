import { randomBytes } from "node:crypto"
import type { webhookTargets } from "../../db/schema"
import type { Sealer } from "../core/crypto"

type Sealed = Pick<
  typeof webhookTargets.$inferSelect,
  "id" | "sealedSecret" | "sealedFormerSecret" | "formerSecretUntil"
>

/** A new secret of 192 random bits, written as Standard Webhooks has it. */
export const newSecret = () => `whsec_${randomBytes(24).toString("base64")}`

/** The secret as it is kept. */
export const sealedSecret = (sealer: Sealer, targetId: string, secret: string) =>
  sealer.seal(secret, targetPurpose(targetId))

/**
 * The secrets with which messages to a target are signed now: the present one, and the one before while it counts.
 * Without those that can no longer be opened, as after the key that seals them was changed.
 */
export function secretsOf({ sealer, now }: { sealer: Sealer; now: Date }, target: Sealed): string[] {
  const { id, sealedFormerSecret: former, formerSecretUntil: until } = target
  const kept = [target.sealedSecret, ...(former && until && until > now ? [former] : [])]
  return kept.flatMap((sealed) => opened(sealer, sealed, id) ?? [])
}

function opened(sealer: Sealer, sealed: string, targetId: string): string | null {
  try {
    return sealer.unseal(sealed, targetPurpose(targetId))
  } catch {
    return null
  }
}

/** What the secret of a target is sealed for. */
export const targetPurpose = (targetId: string) => `secret of the webhook target ${targetId}`
