import { z } from "zod"

const timeZone = z.string("Enter a time zone such as UTC.").refine(isTimeZone, "This time zone is not known.")

export const MigrateInput = z.strictObject({
  url: z
    .string("Enter the address of the predecessor's database.")
    .regex(/^\s*postgres(ql)?(\+\w+)?:\/\/\S+\s*$/, "Enter an address such as postgres://user@host/name."),
  /** The clock by which times without a time zone were written. */
  timeZone: timeZone.default("UTC"),
  dryRun: z.boolean().default(false),
  intoNonEmpty: z.boolean().default(false),
})

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name })
    return true
  } catch {
    return false
  }
}
