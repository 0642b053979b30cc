"use server"
import { amendMembership } from "@/lib/memberships/amend"
import { renew } from "@/lib/memberships/renew"
import { callAction } from "@/lib/web/call-action"

export const renewAction = callAction(renew)
export const amendMembershipAction = callAction(amendMembership)
