import { z } from "zod"
import { emailAddress, requiredText, uuid } from "../core/fields"

export const userRoles = ["admin", "staff"] as const

export const InviteInput = z.strictObject({
  name: requiredText(100, "Enter the name."),
  email: emailAddress,
  role: z.enum(userRoles, "Choose admin or staff."),
})

export const UpdateUserInput = InviteInput.omit({ role: true }).extend({ id: uuid })
export const UserId = z.strictObject({ id: uuid })
export const RoleInput = z.strictObject({ id: uuid, role: z.enum(userRoles, "Choose admin or staff.") })

export const SetPasswordInput = z.strictObject({
  token: z.string().max(200),
  password: z.string().max(1000, "Use at most 1,000 characters."),
})

export const ChangePasswordInput = z.strictObject({
  current: z.string().max(1000),
  password: z.string().max(1000, "Use at most 1,000 characters."),
})

export const SignInInput = z.strictObject({
  email: z.string().max(300),
  password: z.string().max(1000),
  /** Of the authenticator app, or a recovery code; blank where none was asked for yet. */
  code: z.string().max(100).default(""),
  userAgent: z.string().nullable().default(null),
})

export const OwnPasswordInput = z.strictObject({ password: z.string().max(1000) })

export const ConfirmSecondFactorInput = z.strictObject({
  /** As it was offered: 160 bits in base32. */
  secret: z.string().regex(/^[A-Z2-7]{32}$/, "Begin again: this secret is not whole."),
  code: z.string().max(100),
  password: z.string().max(1000).nullable().default(null),
})

/** 6 digits that nobody guesses first: not one digit only, and not digits in a row, such as 234567 or 210987. */
export const PinInput = z.strictObject({
  pin: z
    .string("Enter 6 digits.")
    .max(100, "Enter 6 digits.")
    .transform((text) => text.trim())
    .pipe(z.string().regex(/^[0-9]{6}$/, "Enter 6 digits."))
    .refine(
      (pin) => !isRun(pin),
      "This is too easy to guess. Do not use one digit only, or digits in a row such as 123456.",
    ),
})

function isRun(pin: string): boolean {
  const digits = Array.from(pin, Number)
  const steps = new Set(digits.slice(1).map((digit, at) => (digit - Number(digits[at]) + 10) % 10))
  const [step = 0] = steps
  return steps.size === 1 && [0, 1, 9].includes(step)
}
