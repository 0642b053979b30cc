import type { State } from "./check"

/** What is looked at, in the order in which it is shown. */
export const groups = [
  "Settings",
  "Database",
  "Disks",
  "Redis",
  "Users",
  "Background work",
  "Backups",
  "Zapier",
  "Clock",
  "Addresses",
  "Packages",
] as const

/** How bad each is; the worst first. */
export const states: State[] = ["fail", "warn", "skip", "pass"]

/** What each is called. */
export const stateNames: Record<State, string> = {
  fail: "Fail",
  warn: "Warning",
  skip: "Not looked at",
  pass: "Pass",
}

/** `1 fail, 2 warnings, 20 pass, 3 not looked at`. */
export function tally(found: { state: State }[]): string {
  const of = (state: State) => found.filter((one) => one.state === state).length
  const warnings = of("warn") === 1 ? "1 warning" : `${of("warn")} warnings`
  return `${of("fail")} fail, ${warnings}, ${of("pass")} pass, ${of("skip")} not looked at`
}
