"use server"
import { setPassword } from "@/lib/users/set-password"
import { callAction } from "@/lib/web/call-action"

export const setPasswordAction = callAction(setPassword, "wrongLinks")
