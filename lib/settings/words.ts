import { count, formatTimeOfDay, listed } from "../core/format"
import type { Change, Sentences } from "../core/told"
import {
  languages,
  type Occasion,
  type SettingName,
  type Settings,
  SettingValues,
  settingNames,
  type Weekday,
  weekdays,
} from "./schema"

/** What the screens call each setting. */
export const settingLabels: Record<SettingName, string> = {
  centerName: "Name of the center",
  openingHours: "Opening hours",
  closingTime: "Closing time",
  idleLimitMinutes: "Idle limit",
  adminsNeedCode: "Admins need a second factor",
  kioskExpiredClients: "Expired clients at the kiosk",
  kioskSuccessSeconds: "Success message",
  kioskIdleSeconds: "Idle time of the kiosk",
  kioskWaysIn: "Ways in",
  welcomeText: "Welcome message",
  expiryText: "Expiry message",
  nudgeText: "Nudge",
  meetupText: "Meetup message",
  liveMessages: "Messages that go out",
  ggleapCoveredGroup: "ggLeap group of covered clients",
  ggleapUncoveredGroup: "ggLeap group of clients who are not covered",
}

export const occasionLabels: Record<Occasion, string> = {
  welcome: "Welcome",
  expiry: "Expiry",
  nudge: "Nudge",
  meetup: "Meetup",
}

export const waysIn = { card: "Member card", phone: "Phone number", code: "Member code" } as const

export const expiredPolicies = {
  welcome: "Are checked in like everybody",
  desk: "Are asked to come to the desk",
} as const

/** `monday` as `Monday`. */
export const weekdayName = (day: Weekday) => day.charAt(0).toUpperCase() + day.slice(1)

type Parts = Record<string, string>

/** Each setting in words: one text, or several by what each is about. */
const shown: { [N in SettingName]: (value: Settings[N]) => string | Parts } = {
  centerName: (name) => name ?? "the name of the installation",
  openingHours: (week) =>
    Object.fromEntries(weekdays.map((day) => [`Opening hours on ${weekdayName(day)}`, hours(week[day])])),
  closingTime: formatTimeOfDay,
  idleLimitMinutes: (minutes) => count(minutes, "minute"),
  adminsNeedCode: (needed) => (needed ? "yes" : "no"),
  kioskExpiredClients: (policy) => expiredPolicies[policy].toLowerCase(),
  kioskSuccessSeconds: (seconds) => (seconds === 0 ? "no time limit" : count(seconds, "second")),
  kioskIdleSeconds: (seconds) => count(seconds, "second"),
  kioskWaysIn: (ways) => listed(ways.map((way) => waysIn[way].toLowerCase())),
  welcomeText: textsOf("welcomeText"),
  expiryText: textsOf("expiryText"),
  nudgeText: textsOf("nudgeText"),
  meetupText: textsOf("meetupText"),
  liveMessages: (live) => listed(live.map((occasion) => occasionLabels[occasion].toLowerCase())) || "none",
  ggleapCoveredGroup: (name) => name,
  ggleapUncoveredGroup: (name) => name,
}

/** What is another now between two values of a setting; nothing where they read the same. */
export function settingChanges(name: SettingName, from: unknown, to: unknown): Change[] {
  const [before, after] = [partsOf(name, from), partsOf(name, to)]
  return Object.keys(after)
    .map((what) => ({ what, from: before[what] ?? "empty", to: after[what] ?? "empty" }))
    .filter((change) => change.from !== change.to)
}

/** Whether two values of a setting are the same, whatever the order of their keys. */
export const sameSetting = (a: unknown, b: unknown) => canonical(a) === canonical(b)

export const settingSentences: Sentences<"setting"> = {
  "setting.changed": ({ name, from, to }) => {
    const known = settingNames.find((one) => one === name)
    if (!known) return { did: `changed the setting ${name}` }
    const changes = settingChanges(known, from, to)
    const [what = settingLabels[known], ...others] = changes.map((change) => change.what)
    return { did: `changed ${others.length > 0 ? settingLabels[known] : what}`, changes }
  },
}

function partsOf<N extends SettingName>(name: N, value: unknown): Parts {
  const parsed = SettingValues.shape[name].safeParse(value)
  // What was kept under an older rule is told as it is.
  if (!parsed.success) return { [settingLabels[name]]: JSON.stringify(value) ?? "empty" }
  const words = shown[name](parsed.data as Settings[N])
  return typeof words === "string" ? { [settingLabels[name]]: words } : words
}

function hours(day: Settings["openingHours"][Weekday]): string {
  return day ? `${formatTimeOfDay(day.opens)}–${formatTimeOfDay(day.closes)}` : "closed"
}

function textsOf(name: SettingName) {
  return ({ en, es }: Settings["welcomeText"]): Parts => ({
    [`${settingLabels[name]} in ${languages.en}`]: en,
    [`${settingLabels[name]} in ${languages.es}`]: es,
  })
}

/** jsonb gives the keys of an object back in an order of its own. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner) =>
    inner && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  )
}
