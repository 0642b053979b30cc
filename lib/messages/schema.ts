import { z } from "zod"
import { pageLimit, uuid } from "../core/fields"
import type { OutgoingType } from "../events"
import { type Occasion, occasionNames } from "../settings/schema"

/** The event by which a message of an occasion goes out. */
export const eventOf = {
  welcome: "membership.welcome",
  expiry: "membership.expiring_30d",
  nudge: "client.not_checked_in_mid_month",
  meetup: "krc_meetup_announce",
} as const satisfies Record<Occasion, OutgoingType>

export const messageTypes: OutgoingType[] = Object.values(eventOf)

export const messageStates = ["waiting", "sent", "dropped"] as const
export type MessageState = (typeof messageStates)[number]

/** Why a message that was planned is not sent. */
export type Dropped = "no_consent" | "no_phone" | "too_late" | "no_longer_true" | "deleted" | "switched_off"

/** Why somebody for whom the occasion is there gets no message: they got it already, or they cannot. */
export const leftOutReasons = ["told", "no_consent", "no_phone"] as const
export type LeftOut = (typeof leftOutReasons)[number]

/** `slotAt`: when the job was due. */
export const SlotInput = z.strictObject({ slotAt: z.date() })

/** `on`: whether messages go out at all; `sender`: the number from which they come. */
export const ReleaseInput = z.strictObject({ on: z.boolean(), sender: z.string().max(50).nullable() })

const occasion = z.enum(occasionNames, "This kind of message is not known.")

export const OccasionInput = z.strictObject({ occasion })

/** `seen`: how many clients would get the message, as the admin saw it. Needed for switching on. */
export const SwitchInput = z.strictObject({
  occasion,
  on: z.boolean(),
  seen: z.number().int().min(0).optional(),
})

export const MessageListInput = z.strictObject({
  clientId: uuid.optional(),
  occasion: occasion.optional(),
  state: z.enum(messageStates, "This state is not known.").optional(),
  limit: pageLimit,
  cursor: z.string().max(1000).optional(),
})
