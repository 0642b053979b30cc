"use server"
import { dismissEntry, reopenEntry, settleEntry } from "@/lib/kiosk/settle"
import { callAction } from "@/lib/web/call-action"

export const settleEntryAction = callAction(settleEntry)
export const dismissEntryAction = callAction(dismissEntry)
export const reopenEntryAction = callAction(reopenEntry)
