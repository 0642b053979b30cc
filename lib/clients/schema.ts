import { z } from "zod"
import {
  calendarDate,
  emailAddress,
  multiline,
  optionalDate,
  optionalEmail,
  optionalPhone,
  optionalText,
  pageLimit,
  phoneNumber,
  requiredText,
  searchQuery,
  uuid,
} from "../core/fields"
import { statuses } from "../coverage/status"
import { consentWays } from "./names"

const fields = {
  firstName: requiredText(100, "Enter the first name."),
  lastName: requiredText(100, "Enter the last name."),
  email: optionalEmail,
  phone: optionalPhone,
  dateOfBirth: optionalDate,
  parentGuardianName: optionalText(200),
  uciNumber: optionalText(50),
  serviceCoordinator: optionalText(200),
  posStartDate: optionalDate,
  posEndDate: optionalDate,
  language: optionalText(50),
  notes: multiline(20_000)
    .nullable()
    .transform((text) => text || null),
}

/** What a UCI number usually looks like; another one is kept, with a warning. */
export const usualUci = /^\d{7}$/

const { firstName, lastName, ...rest } = fields

/** What a new client is made of: only the names are required. */
export const ClientInput = z.strictObject({ firstName, lastName, ...z.object(rest).partial().shape })
/** A new client as it is typed. */
export type ClientInput = z.input<typeof ClientInput>

/** The same with the word that somebody like a client who is there is somebody else. */
export const CreateInput = ClientInput.extend({ allowDuplicate: z.boolean("Say true or false.").optional() })

export type ClientField = keyof z.output<typeof ClientInput>

/** What may be changed of a client: a missing field stays as it is, null or blank clears it. */
export const ClientChanges = z.strictObject(fields).partial()
/** Changes as they are typed. */
export type ClientChanges = z.input<typeof ClientChanges>

export const ClientId = z.strictObject({ id: uuid })

export const UpdateInput = z.strictObject({
  id: uuid,
  changes: ClientChanges,
  version: z.number().int().positive().optional(),
})

export const ListInput = z.strictObject({
  query: searchQuery.optional(),
  status: z.enum(statuses, "This status is not known.").optional(),
  /** The id of a tag that they have. */
  tag: uuid.optional(),
  order: z.enum(["newest", "name"]).default("newest"),
  limit: pageLimit,
  cursor: z.string().max(1000).optional(),
})

/** Which clients are listed, whatever the order and the page. */
export const ListFilter = ListInput.omit({ order: true, limit: true, cursor: true })

export const NoteInput = z.strictObject({
  clientId: uuid,
  body: multiline(5000).refine((text) => text !== "", "Write the note first."),
})

const tagName = requiredText(40, "Enter the name of the tag.")
export const TagsInput = z.strictObject({ id: uuid, tags: z.array(tagName).max(30) })
export const TagInput = z.strictObject({ name: tagName })
export const TagId = z.strictObject({ id: uuid })
export const RenameTagInput = z.strictObject({ id: uuid, name: tagName })
export const MergeTagInput = z.strictObject({ id: uuid, into: tagName })

const kinds = ["sms", "email", "photo"] as const
export const ConsentInput = z.strictObject({
  clientId: uuid,
  kind: z.enum(kinds),
  givenBy: optionalText(200).optional(),
  how: z.enum(consentWays, "Choose how it was given.").optional(),
  /** The day on which it was given; today unless said. */
  day: calendarDate.optional(),
})

const contact = { clientId: uuid, label: optionalText(50).optional() }
export const ContactMethodInput = z.discriminatedUnion("kind", [
  z.strictObject({ ...contact, kind: z.literal("phone"), value: phoneNumber }),
  z.strictObject({ ...contact, kind: z.literal("email"), value: emailAddress }),
])
