import { z } from "zod"
import { uuid } from "../core/fields"

/** What ggLeap calls a user by; whatever it is, it stays short. */
export const ggleapUserId = z
  .string("Choose a ggLeap user.")
  .trim()
  .min(1, "Choose a ggLeap user.")
  .max(200)
  .refine((text) => !text.includes("\0") && text.isWellFormed(), "Choose a ggLeap user.")

export const ByClient = z.strictObject({ clientId: uuid })

export const LinkInput = z.strictObject({ clientId: uuid, ggleapUserId })

/** Of e-mail matches at most so many are shown, and linked, at once. */
export const MATCHES_AT_ONCE = 100
