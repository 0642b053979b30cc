"use server"
import { changePassword } from "@/lib/users/set-password"
import { callAction } from "@/lib/web/call-action"

export const changePasswordAction = callAction(changePassword)
