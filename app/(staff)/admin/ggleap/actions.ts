"use server"
import { drift } from "@/lib/ggleap/drift"
import { linkClient, linkMatches } from "@/lib/ggleap/link"
import { findGgleapUsers } from "@/lib/ggleap/list"
import { emailMatches } from "@/lib/ggleap/matches"
import { syncGroups } from "@/lib/ggleap/sync"
import { unlinkClient } from "@/lib/ggleap/unlink"
import { callAction } from "@/lib/web/call-action"

export const driftAction = callAction(drift)
export const syncGroupsAction = callAction(syncGroups)
export const emailMatchesAction = callAction(emailMatches)
export const linkClientAction = callAction(linkClient)
export const linkMatchesAction = callAction(linkMatches)
export const unlinkClientAction = callAction(unlinkClient)
export const findGgleapUsersAction = callAction(findGgleapUsers)
