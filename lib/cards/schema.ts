import { z } from "zod"
import { uuid } from "../core/fields"

/** What a card's QR code begins with, so that a scanner's text is told from anything else that is typed. */
export const TOKEN_PREFIX = "BEC"
/** Crockford's base32: no letter that looks like a digit. QR codes have all of it in their short alphanumeric mode. */
export const TOKEN_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
export const TOKEN_LETTERS = 24
export const CODE_DIGITS = 8

const tokenShape = new RegExp(`^${TOKEN_PREFIX}[${TOKEN_ALPHABET}]{${TOKEN_LETTERS}}$`)
const codeShape = new RegExp(`^[0-9]{${CODE_DIGITS}}$`)

/** What the QR code of a card says, as cameras and scanners deliver it: in any case, with space around it. */
export const cardToken = z
  .string()
  .max(100)
  .transform((text) => text.trim().toUpperCase())
  .pipe(z.string().regex(tokenShape, "This is not a member card."))

/** The digits on a card, as people type them: with spaces and dashes anywhere. */
export const cardCode = z
  .string()
  .max(100)
  .transform((text) => text.replace(/[\s\-‐-―]/g, ""))
  .pipe(z.string().regex(codeShape, "Enter the 8 digits that stand on the card."))

/** So many cards are made or printed at once. */
export const CARDS_AT_ONCE = 200

const clientId = uuid.toLowerCase()

export const CardClient = z.strictObject({ clientId })
export const CardClients = z.strictObject({
  clientIds: z
    .array(clientId)
    .min(1, "Choose at least one client.")
    .max(CARDS_AT_ONCE, `Choose at most ${CARDS_AT_ONCE} clients.`)
    .transform((ids) => [...new Set(ids)]),
})
