import type { ClientField } from "./schema"

/** What the screens call each field. */
export const fieldNames: Record<ClientField, string> = {
  firstName: "First name",
  lastName: "Last name",
  email: "E-mail",
  phone: "Phone",
  dateOfBirth: "Date of birth",
  parentGuardianName: "Parent or guardian",
  uciNumber: "UCI number",
  serviceCoordinator: "Service coordinator",
  posStartDate: "POS start",
  posEndDate: "POS end",
  language: "Language",
  notes: "Notes",
}

export const clientFields = Object.keys(fieldNames) as ClientField[]

/** What the screens call what a client may consent to. */
export const consentKinds = { sms: "Text messages", email: "E-mail", photo: "Photos" } as const

/** How a consent was given. */
export const consentWayNames = { said: "Said so", signed: "Signed paper", form: "Online form" } as const
export const consentWays = ["said", "signed", "form"] as const
