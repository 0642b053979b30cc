"use server"
import { changeRole } from "@/lib/users/change-role"
import { deactivateUser, reactivateUser } from "@/lib/users/deactivate"
import { inviteUser } from "@/lib/users/invite"
import { makeResetLink } from "@/lib/users/reset-password"
import { callAction } from "@/lib/web/call-action"

export const inviteUserAction = callAction(inviteUser)
export const makeResetLinkAction = callAction(makeResetLink)
export const changeRoleAction = callAction(changeRole)
export const deactivateUserAction = callAction(deactivateUser)
export const reactivateUserAction = callAction(reactivateUser)
