import { z } from "zod"
import { requiredText, uuid } from "../core/fields"

const code = z
  .string("Enter the code.")
  .transform((text) => text.replace(/\D/g, ""))
  .refine((digits) => digits.length === 8, "The code has 8 digits.")

/** So long a code that pairs a tablet works. */
export const CODE_MINUTES = 10

export const PairInput = z.strictObject({ code })

const clock = z.number().int().min(0).max(8.64e15)

export const ContactInput = z.strictObject({
  build: requiredText(100),
  waiting: z.number().int().min(0).max(1_000_000),
  clock,
  battery: z.strictObject({ percent: z.number().int().min(0).max(100), charging: z.boolean() }).optional(),
})

/** What a visitor gave is not refused for its shape: that would be another answer than "not found". */
export const Given = z.strictObject({ way: z.enum(["card", "phone", "code"]), value: z.string().max(200) })

const ticket = z.string().min(1).max(2000)
const key = requiredText(100, "Send a key that is new for each person.")
const MOST_PEOPLE = 8

export const TicketsInput = z.strictObject({
  people: z.array(z.strictObject({ ticket, key })).min(1).max(MOST_PEOPLE),
})

export const UndoInput = z.strictObject({ ticket })

const happened = {
  key: uuid,
  at: clock,
  offset: z.number().int().min(-8.64e15).max(8.64e15).nullable(),
  /** The server's time when the tablet heard of it last before, and how long before by a clock that nobody sets. */
  heard: clock.nullish(),
  elapsed: z.number().int().min(0).max(8.64e15).nullish(),
}

export const EntryInput = z.strictObject({
  clock,
  entry: z.union([
    z.strictObject({ ...happened, sealed: z.string().max(4000), box: z.string().max(100) }),
    z.strictObject({ ...happened, ticket }),
  ]),
})

export const SyncInput = z.object({ clock, entries: z.array(z.unknown()).max(50) })

export const PinInput = z.strictObject({ pin: z.string().max(20) })
