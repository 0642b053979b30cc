import { z } from "zod"
import { multiline, optionalText, requiredText } from "../core/fields"
import { plainly } from "../core/format"

export const weekdays = [
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
  "sunday",
] as const
export type Weekday = (typeof weekdays)[number]

const timeOfDay = z
  .string("Enter a time such as 20:00.")
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Enter a time such as 20:00.")

/** The hours of a day; one that closes earlier than it opens closes after midnight. */
const hours = z
  .strictObject({ opens: timeOfDay, closes: timeOfDay })
  .refine(({ opens, closes }) => opens !== closes, "Opening and closing must differ.")
  .nullable()

/** `whole(5, 60)`: a whole number from 5 to 60, also as text. Blank is no number. */
const whole = (least: number, most: number) => {
  const message = `Enter a whole number from ${least} to ${most}.`
  const digits = z.string().trim().regex(/^\d+$/).transform(Number)
  return z.union([z.number(), digits], message).pipe(z.int(message).min(least, message).max(most, message))
}

export const languages = { en: "English", es: "Spanish" } as const
export type Language = keyof typeof languages

/** The occasions of a message, and what its text may name in braces. */
export const occasions = {
  welcome: ["first_name"],
  expiry: ["first_name", "ends_on"],
  nudge: ["first_name"],
  meetup: ["first_name", "date"],
} as const
export type Occasion = keyof typeof occasions
export const occasionNames = Object.keys(occasions) as Occasion[]

/** Words that no message may contain: they would tell who pays for a visit (product rules, section 3.6). */
const forbidden = /regional\s+cent|centro\s+regional|\b(uci|krc)\b|diagnos|disab|discapaci/
const tellsTooMuch = (text: string) => forbidden.test(plainly(text))

const textFor = (occasion: Occasion) =>
  multiline(480)
    .refine((text) => text !== "", "Write the text.")
    .refine((text) => !tellsTooMuch(text), "Leave out words that tell about a disability or who pays.")
    .superRefine((text, context) => {
      const known: readonly string[] = occasions[occasion]
      const unknown = [...text.matchAll(/\{([^{}]*)\}/g)].find(([, name = ""]) => !known.includes(name))
      const bare = text.replace(/\{[^{}]*\}/g, "")
      if (unknown) context.addIssue(`{${unknown[1]}} is not known here. Use ${inBraces(known)}.`)
      else if (/[{}]/.test(bare)) context.addIssue(`Close every brace. Use ${inBraces(known)}.`)
    })

const inBraces = (names: readonly string[]) => names.map((name) => `{${name}}`).join(", ")

const texts = (occasion: Occasion) =>
  z.strictObject({ en: textFor(occasion), es: textFor(occasion) } satisfies Record<Language, z.ZodType>)

const openWeekday = { opens: "11:00", closes: "20:00" }

/** Every setting: what it may be, and what it is until somebody changes it. */
export const SettingValues = z.strictObject({
  /** Null: the name that the environment gives. */
  centerName: optionalText(100),
  openingHours: z.strictObject(
    Object.fromEntries(weekdays.map((day) => [day, hours])) as Record<Weekday, typeof hours>,
  ),
  /** When visits that are still open are ended; also on days on which the centre does not open. */
  closingTime: timeOfDay,
  idleLimitMinutes: whole(5, 720),
  adminsNeedCode: z.boolean(),
  kioskExpiredClients: z.enum(["welcome", "desk"], "Choose one."),
  /** 0: the message stays until it is touched. */
  kioskSuccessSeconds: whole(0, 60),
  kioskIdleSeconds: whole(15, 600),
  kioskWaysIn: z.array(z.enum(["card", "phone", "code"])).min(1, "Choose at least one way in."),
  welcomeText: texts("welcome"),
  expiryText: texts("expiry"),
  nudgeText: texts("nudge"),
  meetupText: texts("meetup"),
  /** The occasions on which messages go out; an admin looks at who gets what before the first of each. */
  liveMessages: z.array(z.enum(occasionNames)),
  ggleapCoveredGroup: requiredText(100, "Enter the name of the group."),
  ggleapUncoveredGroup: requiredText(100, "Enter the name of the group."),
})

export type Settings = z.output<typeof SettingValues>
export type SettingName = keyof Settings
export const settingNames = Object.keys(SettingValues.shape) as SettingName[]

export const defaultSettings: Settings = {
  centerName: null,
  openingHours: {
    monday: openWeekday,
    tuesday: openWeekday,
    wednesday: openWeekday,
    thursday: openWeekday,
    friday: openWeekday,
    saturday: openWeekday,
    sunday: null,
  },
  closingTime: "20:00",
  idleLimitMinutes: 30,
  adminsNeedCode: false,
  kioskExpiredClients: "welcome",
  kioskSuccessSeconds: 8,
  kioskIdleSeconds: 60,
  kioskWaysIn: ["card", "phone", "code"],
  welcomeText: {
    en: "Hi {first_name}, your BEC membership is ready. Come in and play!",
    es: "Hola {first_name}, tu membresía de BEC está lista. ¡Ven a jugar!",
  },
  expiryText: {
    en: "Hi {first_name}, your BEC membership ends on {ends_on}. Ask us how to renew.",
    es: "Hola {first_name}, tu membresía de BEC termina el {ends_on}. Pregúntanos cómo renovarla.",
  },
  nudgeText: {
    en: "Hi {first_name}, we have not seen you this month. Your place at BEC is waiting.",
    es: "Hola {first_name}, este mes no te hemos visto. Tu lugar en BEC te espera.",
  },
  meetupText: {
    en: "Our monthly meetup at BEC is on {date}. We hope to see you!",
    es: "Nuestra reunión mensual en BEC es el {date}. ¡Esperamos verte!",
  },
  liveMessages: [],
  ggleapCoveredGroup: "KRC Unlimited",
  ggleapUncoveredGroup: "Kern Regional Center",
}

/** Messages are switched where it shows first who would get them. */
const Changeable = SettingValues.omit({ liveMessages: true })
const name = z.enum(
  Object.keys(Changeable.shape) as (keyof typeof Changeable.shape)[],
  "This setting is not known.",
)

/** `was`: the value the caller read, when the change is meant only for that one. */
export const ChangeSettingInput = z.strictObject({ name, value: z.unknown(), was: z.unknown().optional() })

export const ChangeSettingsInput = z.strictObject({
  changes: Changeable.partial(),
  was: z.partialRecord(name, z.unknown()).optional(),
})
