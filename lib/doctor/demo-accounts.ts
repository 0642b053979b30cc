/** The sign-ins of the sample centre, whose passwords everybody may know. */
export const demoEmails = ["admin@bec.example", "staff@bec.example"] as const
