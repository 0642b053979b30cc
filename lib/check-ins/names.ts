/** What the screens call how somebody was checked in. */
export const methods = { staff: "Staff", kiosk: "Kiosk", api: "API" } as const
export const methodNames = ["staff", "kiosk", "api"] as const
