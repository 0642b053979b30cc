"use server"
import { changeRole } from "@/lib/users/change-role"
import { deactivateUser, reactivateUser } from "@/lib/users/deactivate"
import { endUserSessions } from "@/lib/users/end-sessions"
import { inviteUser } from "@/lib/users/invite"
import { makeResetLink } from "@/lib/users/reset-password"
import { resetSecondFactor } from "@/lib/users/second-factor"
import { updateUser } from "@/lib/users/update"
import { callAction } from "@/lib/web/call-action"

export const inviteUserAction = callAction(inviteUser, "linksMade")
export const updateUserAction = callAction(updateUser)
export const makeResetLinkAction = callAction(makeResetLink, "linksMade")
export const changeRoleAction = callAction(changeRole)
export const deactivateUserAction = callAction(deactivateUser)
export const reactivateUserAction = callAction(reactivateUser)
export const endUserSessionsAction = callAction(endUserSessions)
export const resetSecondFactorAction = callAction(resetSecondFactor)
