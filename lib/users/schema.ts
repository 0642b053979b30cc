import { z } from "zod"
import { emailAddress, requiredText, uuid } from "../core/fields"

export const userRoles = ["admin", "staff"] as const

export const InviteInput = z.strictObject({
  name: requiredText(100, "Enter the name."),
  email: emailAddress,
  role: z.enum(userRoles, "Choose admin or staff."),
})

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
  userAgent: z.string().nullable().default(null),
})
