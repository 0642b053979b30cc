"use server"
import { callAction } from "@/lib/web/call-action"
import { dismissInbound, settleInbound } from "@/lib/webhooks/settle"

export const settleInboundAction = callAction(settleInbound)
export const dismissInboundAction = callAction(dismissInbound)
