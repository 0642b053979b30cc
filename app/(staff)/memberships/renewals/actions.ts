"use server"
import { findFollowedUp, followUp } from "@/lib/memberships/follow-up"
import { callAction } from "@/lib/web/call-action"

export const followUpAction = callAction(followUp)
export const findFollowedUpAction = callAction(findFollowedUp)
