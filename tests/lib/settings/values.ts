import fc from "fast-check"
import { type SettingName, weekdays } from "../../../lib/settings/schema"

const time = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map(([hours, minutes]) => `${String(hours).padStart(2, "0")}:${String(minutes).padStart(2, "0")}`)

const hours = fc
  .tuple(time, time)
  .filter(([one, other]) => one !== other)
  .map(([opens, closes]) => ({ opens, closes }))

const words = fc.constantFrom("Hi", "come", "and", "play!", "¿vienes?", "हम", "🎮", "ends\non")
const sentence = (...fields: string[]) =>
  fc
    .array(fc.oneof(words, fc.constantFrom(...fields)), { minLength: 1, maxLength: 20 })
    .map((parts) => parts.join(" "))
const texts = (...fields: string[]) => fc.record({ en: sentence(...fields), es: sentence(...fields) })

/** Any value that a setting may have. */
export const anyValue: Record<SettingName, fc.Arbitrary<unknown>> = {
  centerName: fc.oneof(
    fc.constant(null),
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }).filter((text) => text.trim() !== ""),
  ),
  openingHours: fc.record(Object.fromEntries(weekdays.map((day) => [day, fc.option(hours)]))),
  closingTime: time,
  idleLimitMinutes: fc.integer({ min: 5, max: 720 }),
  adminsNeedCode: fc.boolean(),
  kioskExpiredClients: fc.constantFrom("welcome", "desk"),
  kioskSuccessSeconds: fc.integer({ min: 0, max: 60 }),
  kioskIdleSeconds: fc.integer({ min: 15, max: 600 }),
  kioskWaysIn: fc.subarray(["card", "phone", "code"], { minLength: 1 }),
  welcomeText: texts("{first_name}"),
  expiryText: texts("{first_name}", "{ends_on}"),
  nudgeText: texts("{first_name}"),
  meetupText: texts("{first_name}", "{date}"),
  liveMessages: fc.subarray(["welcome", "expiry", "nudge", "meetup"]),
  ggleapCoveredGroup: fc.constantFrom("Covered", "In"),
  ggleapUncoveredGroup: fc.constantFrom("Not covered", "Out"),
}

const text = (en: unknown, es: unknown = "Hola") => ({ en, es })

/** Values that each setting refuses, with the field that is to blame. */
export const badValues: [SettingName, unknown, field?: string][] = [
  ["centerName", "x".repeat(101)],
  ["centerName", 7],
  ["openingHours", null],
  ["openingHours", {}, "openingHours.monday"],
  ["closingTime", "24:00"],
  ["closingTime", "8 PM"],
  ["closingTime", ""],
  ["closingTime", null],
  ["idleLimitMinutes", 4],
  ["idleLimitMinutes", 721],
  ["idleLimitMinutes", 7.5],
  ["idleLimitMinutes", ""],
  ["idleLimitMinutes", "soon"],
  ["idleLimitMinutes", null],
  ["adminsNeedCode", "yes"],
  ["kioskExpiredClients", "refuse"],
  ["kioskSuccessSeconds", -1],
  ["kioskSuccessSeconds", ""],
  ["kioskSuccessSeconds", 61],
  ["kioskIdleSeconds", 14],
  ["kioskIdleSeconds", true],
  ["kioskWaysIn", []],
  ["kioskWaysIn", ["face"], "kioskWaysIn.0"],
  ["welcomeText", text(""), "welcomeText.en"],
  ["welcomeText", text("Hi", "  "), "welcomeText.es"],
  ["welcomeText", text("x".repeat(481)), "welcomeText.en"],
  ["welcomeText", text("Ends on {ends_on}"), "welcomeText.en"],
  ["expiryText", text("Hi {name}"), "expiryText.en"],
  ["nudgeText", text("Hi {first_name"), "nudgeText.en"],
  ["nudgeText", text("Hi first_name}"), "nudgeText.en"],
  ["meetupText", { en: "Hi" }, "meetupText.es"],
  ["ggleapCoveredGroup", ""],
  ["ggleapUncoveredGroup", "x".repeat(101)],
]

/** What no message may tell, in English and Spanish. */
export const forbiddenTexts = [
  "Your regional center pays for this",
  "Ask the REGIONAL  CENTRE",
  "Kern Regional\nCenter",
  "Bring your UCI",
  "KRC has paid",
  "because of your diagnosis",
  "a card for disabled people",
  "for people with disabilities",
  "Lo paga el centro regional",
  "tu diagnóstico",
  "para personas con discapacidad",
  "para discapacitados",
]
