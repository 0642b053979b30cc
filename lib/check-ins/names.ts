/** What the screens call how somebody was checked in. */
export const methods = { staff: "Staff", kiosk: "Kiosk", api: "API" } as const
export const methodNames = ["staff", "kiosk", "api"] as const

/** How somebody knows when a client came or left. */
export const evidences = {
  staff_saw: "Staff saw it",
  paper_sheet: "Paper sheet",
  camera: "Camera",
  helper_said: "A helper said so",
  client_said: "The client said so",
  other: "Something else",
} as const
export const evidenceNames = [
  "staff_saw",
  "paper_sheet",
  "camera",
  "helper_said",
  "client_said",
  "other",
] as const
