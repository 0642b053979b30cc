"use server"
import { suggestAtDesk } from "@/lib/check-ins/here"
import { acknowledgeCall } from "@/lib/kiosk/calls"
import { chooseTheme } from "@/lib/users/choose-theme"
import { signOut } from "@/lib/users/sessions"
import { callAction } from "@/lib/web/call-action"

export const acknowledgeCallAction = callAction(acknowledgeCall)
export const chooseThemeAction = callAction(chooseTheme)
export const signOutAction = callAction(signOut)
export const suggestClientsAction = callAction(suggestAtDesk)
